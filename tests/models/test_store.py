"""Named models: where they are looked for, checksums, downloads from a server of our own."""

import dataclasses
import hashlib
import http.server
import json
import threading

import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import FlowError
from tinynpu.cli.main import app
from tinynpu.models import MODELS, Found, download, find_model, locate
from tinynpu.testing.models_dir import NO_MODELS, models_dir

DATA = bytes(range(200))


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("TINYNPU_MODELS", raising=False)
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "cache" / "models"


@pytest.fixture
def model(monkeypatch):
    """A small file under the name of resnet8."""
    small = dataclasses.replace(
        MODELS["resnet8"], size=len(DATA), sha256=hashlib.sha256(DATA).hexdigest()
    )
    monkeypatch.setitem(MODELS, "resnet8", small)
    return small


@pytest.fixture
def serve(monkeypatch, model):
    """Serve these bytes as resnet8."""
    servers = []

    def start(body, promised=None):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if body is None:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(promised or len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        url = f"http://127.0.0.1:{server.server_port}/{model.file}"
        served = dataclasses.replace(model, url=url)
        monkeypatch.setitem(MODELS, "resnet8", served)
        return served

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def call(*arguments):
    return CliRunner().invoke(app, ["models", *map(str, arguments)])


def refused(code, sentence, *arguments):
    result = call(*arguments)
    assert result.exit_code == code, result.output
    text = " ".join(result.output.split())
    assert sentence in text, text
    assert text.count("error:") == 1
    assert "Traceback" not in text


def test_registry():
    assert list(MODELS) == ["resnet8", "ds-cnn", "mobilenet", "autoencoder"]
    for name, model in MODELS.items():
        assert model.name == name
        assert model.url.startswith("https://raw.githubusercontent.com/mlcommons/tiny/")
        assert model.file.endswith(".tflite")
        assert len(model.sha256) == 64
        assert model.licence == "Apache-2.0"


@pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
def test_real_files():
    directory = models_dir()
    for name, model in MODELS.items():
        path = find_model(name, directory)
        assert path.name == model.file
        assert path.stat().st_size == model.size


def test_places(tmp_path, cache, model, monkeypatch):
    assert locate(model) == Found(None)
    cache.mkdir(parents=True)
    (cache / model.file).write_bytes(DATA)
    assert locate(model) == Found(cache / model.file, True)
    mine = tmp_path / "mine"
    mine.mkdir()
    assert locate(model, mine) == Found(None)
    # A wrong file does not hide a right one.
    monkeypatch.setenv("TINYNPU_MODELS", str(mine))
    assert locate(model) == Found(cache / model.file, True)
    (mine / model.file).write_bytes(b"other")
    assert locate(model) == Found(cache / model.file, True)
    assert locate(model, mine) == Found(mine / model.file, False)
    (cache / model.file).unlink()
    assert locate(model) == Found(mine / model.file, False)
    (mine / model.file).write_bytes(DATA)
    assert find_model("resnet8") == mine / model.file
    monkeypatch.setenv("TINYNPU_MODELS", str(tmp_path / "absent"))
    with pytest.raises(FlowError, match="The folder that TINYNPU_MODELS names must exist"):
        find_model("resnet8")


def test_find_model_names_the_remedy(tmp_path, model):
    file = tmp_path / "any.tflite"
    file.write_bytes(b"")
    assert find_model(file) == file
    assert find_model(str(file)) == file
    with pytest.raises(FlowError, match=r"run tinynpu models resnet8 --download, or name its"):
        find_model("resnet8")
    with pytest.raises(FlowError, match=r"a file or one of resnet8, .*, not resnet9\.$"):
        find_model("resnet9")
    (tmp_path / model.file).write_bytes(b"other")
    with pytest.raises(FlowError, match=r"must have the checksum of model resnet8"):
        find_model("resnet8", tmp_path)


def test_download(cache, serve):
    served = serve(DATA)
    path = download(served)
    assert path == cache / served.file
    assert path.read_bytes() == DATA
    assert find_model("resnet8") == path
    assert [p.name for p in cache.iterdir()] == [served.file]


@pytest.mark.parametrize(
    ("body", "promised", "sentence"),
    [
        (DATA[:-1], None, "must have the checksum of model resnet8, and has another: it was not"),
        (DATA + b"x", None, "must have the checksum of model resnet8, and has another: it was not"),
        (DATA[:50], 200, "must be reachable at|must have the checksum"),
        (None, None, r"must be reachable at http://.* \(.*Not Found.*\)"),
    ],
)
def test_bad_downloads_leave_nothing(cache, serve, body, promised, sentence):
    served = serve(body, promised)
    with pytest.raises(FlowError, match=sentence) as caught:
        download(served)
    assert len(str(caught.value).splitlines()) == 1
    assert not cache.exists() or not list(cache.iterdir())


def test_no_server_and_no_cache(cache, serve, model):
    nowhere = dataclasses.replace(model, url=f"http://127.0.0.1:1/{model.file}")
    with pytest.raises(
        FlowError, match=r"must be reachable at .*Connection refused.*TINYNPU_MODELS"
    ):
        download(nowhere)
    cache.parent.mkdir(exist_ok=True)
    cache.write_text("a file where the folder would be")
    with pytest.raises(FlowError, match="must be writable"):
        download(serve(DATA))


def test_command(tmp_path, cache, serve):
    served = serve(DATA)
    assert json.loads(call("resnet8", "--json").stdout)["resnet8"]["checksum"] == "absent"
    result = call("resnet8", "--download", "--json")
    assert result.exit_code == 0, result.output
    entry = json.loads(result.stdout)["resnet8"]
    assert entry["checksum"] == "right"
    assert entry["path"] == str(cache / served.file)
    assert entry["source"] == served.url
    assert entry["licence"] == "Apache-2.0"
    table = call()
    assert table.exit_code == 0
    for name, model in MODELS.items():
        assert f"{name} (Apache-2.0): {model.url}" in table.output
    assert "right" in table.output
    assert "absent" in table.output
    (tmp_path / served.file).write_bytes(b"other")
    refused(1, "is another file", "--from", tmp_path)
    refused(1, "that --from names must exist", "--from", tmp_path / "absent")
    refused(2, "Only one of --from and --download", "--from", tmp_path, "--download")
    refused(2, "A model must be one of resnet8, ds-cnn, mobilenet, autoencoder, not x.", "x")


def test_command_mends_a_wrong_file(cache, serve):
    served = serve(DATA)
    cache.mkdir(parents=True)
    (cache / served.file).write_bytes(b"other")
    assert call("resnet8", "--download").exit_code == 0
    assert (cache / served.file).read_bytes() == DATA
