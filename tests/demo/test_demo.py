"""The main job on a small configuration."""

import json
from html.parser import HTMLParser

from typer.testing import CliRunner

from tinynpu.cli.main import app


def test_demo_json_and_page(tmp_path):
    result = CliRunner().invoke(
        app, ["demo", "--preset", "tt", "--images", "12", "--json", "--out", str(tmp_path)]
    )
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert set(figures) == {
        "images", "accuracy", "mismatched_bytes", "cycles_per_image", "utilization",
        "simulated_images_per_second", "preset", "versions",
    }  # fmt: skip
    assert (figures["images"], figures["mismatched_bytes"], figures["preset"]) == (12, 0, "tt")
    assert figures["accuracy"] >= 0.9
    assert 0 < figures["utilization"] < 1

    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    text = (tmp_path / "index.html").read_text()
    parser.feed(text)
    assert sum("digit" in a.get("class", "").split() for _, a in tags) == 12
    assert sum(t == "rect" and a.get("class") == "feed" for t, a in tags) >= 7
    # Nothing is loaded from elsewhere.
    assert not any(t in ("script", "link", "img", "iframe") for t, _ in tags)
    assert "://" not in text
