"""Clients' files, served and unpacked."""

import errno
import io
import json
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.clients import unpacking
from msgcheck.clients.unpacking import CLIENTS, client_file, client_files, unpack
from msgcheck.errors import InputError

ADDRESS = "http://127.0.0.1:9001"
OVER_HTTPS = "https://localhost:9001"


@pytest.mark.parametrize("client", CLIENTS)
def test_unpack_puts_shared_files_beside_the_clients_own(client, tmp_path):
    unpack(client, tmp_path / "out", address=OVER_HTTPS)

    assert (tmp_path / "out" / "shared" / "panel.js").read_bytes() == client_file("compose/shared/panel.js")


def test_unpack_for_outlook_needs_https(tmp_path):
    with pytest.raises(InputError, match="over https only"):
        unpack("outlook", tmp_path / "out", address=ADDRESS)

    assert not (tmp_path / "out").exists()


def test_unpack_says_where_the_service_listens(tmp_path):
    unpack("chromium", tmp_path, address=ADDRESS)

    assert f'msgcheck.address = "{ADDRESS}";' in (tmp_path / "shared" / "address.js").read_text()


def test_unpack_carries_the_styles_as_a_script(tmp_path):
    unpack("chromium", tmp_path, address=ADDRESS)

    line = (tmp_path / "shared" / "panel_styles.js").read_text().splitlines()[-1]
    styles = json.loads(line.removeprefix("msgcheck.panelStyles = ").removesuffix(";"))
    assert styles == (tmp_path / "shared" / "panel.css").read_text()


def test_unpack_makes_the_folder_with_those_above_it(tmp_path):
    assert unpack("chromium", tmp_path / "a" / "b", address=ADDRESS) == tmp_path / "a" / "b"


def test_unpack_again_replaces_what_it_wrote(tmp_path):
    unpack("chromium", tmp_path, address="http://127.0.0.1:1")

    unpack("chromium", tmp_path, address=ADDRESS)

    assert ADDRESS in (tmp_path / "shared" / "address.js").read_text()


def test_unpack_takes_away_files_of_an_earlier_version(tmp_path):
    unpack("chromium", tmp_path, address=ADDRESS)
    (tmp_path / "shared" / "old.js").write_text("")
    mark = tmp_path / unpacking._MARK
    mark.write_text(json.dumps([*json.loads(mark.read_text()), "shared/old.js"]))

    unpack("chromium", tmp_path, address=ADDRESS)

    assert not (tmp_path / "shared" / "old.js").exists()


def test_unpack_refuses_a_folder_with_other_things(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")

    with pytest.raises(InputError, match=r"other things: thesis\.docx") as refused:
        unpack("chromium", tmp_path, address=ADDRESS)

    assert "empty folder" in (refused.value.hint or "")
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.docx"]


def test_unpack_refuses_other_things_among_its_own(tmp_path):
    unpack("chromium", tmp_path, address=ADDRESS)
    (tmp_path / "shared" / "notes.txt").write_text("mine")

    with pytest.raises(InputError, match=r"notes\.txt"):
        unpack("chromium", tmp_path, address=ADDRESS)

    assert (tmp_path / "shared" / "panel.js").exists()


def test_unpack_deletes_nothing_outside_that_a_forged_list_names(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / unpacking._MARK).write_text('["../outside.txt"]')

    unpack("chromium", folder, address=ADDRESS)

    assert outside.read_text() == "mine"


def test_unpack_again_replaces_what_an_interrupted_call_left(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(unpacking.Path, "write_bytes", _full_disk)
        with pytest.raises(InputError, match="cannot be written: No space left"):
            unpack("chromium", tmp_path, address=ADDRESS)

    unpack("chromium", tmp_path, address=ADDRESS)

    assert (tmp_path / "shared" / "panel.js").exists()


def _full_disk(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_unpack_does_not_write_through_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "shared").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    with pytest.raises(InputError, match="other things: shared"):
        unpack("chromium", tmp_path / "out", address=ADDRESS)

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_unpack_refuses_a_file(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(InputError, match="this is a file"):
        unpack("chromium", tmp_path / "file", address=ADDRESS)


def test_unpack_refuses_an_unknown_client(tmp_path):
    with pytest.raises(InputError, match="no client named eudora"):
        unpack("eudora", tmp_path, address=ADDRESS)


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8765", "ftp://127.0.0.1", "http://", "http://a b", 'http://a"b', "http://a:x", "http://a/b?c"],
)
def test_unpack_refuses_what_is_no_address(address, tmp_path):
    with pytest.raises(InputError, match="no address of a service"):
        unpack("chromium", tmp_path / "out", address=address)

    assert not (tmp_path / "out").exists()


def test_unpack_writes_the_same_bytes_twice(tmp_path):
    archives = [unpack("thunderbird", tmp_path / name, address=ADDRESS).read_bytes() for name in ("a", "b")]

    assert archives[0] == archives[1]


def test_unpack_zips_all_files_for_thunderbird(tmp_path):
    archive = unpack("thunderbird", tmp_path, address=ADDRESS)

    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as zipped:
        names = zipped.namelist()
    assert archive.name == "msgcheck.xpi"
    assert names == sorted(client_files("thunderbird", address=ADDRESS))


@pytest.mark.parametrize("client", CLIENTS)
def test_unpack_leaves_no_placeholder_in_a_manifest(client):
    manifests = {
        path: data for path, data in client_files(client, address=ADDRESS).items() if path.startswith("manifest.")
    }

    assert all(b"{{" not in data for data in manifests.values())


def test_manifests_are_filled_in():
    filled = unpacking._filled(b"{{address}} {{scheme}} {{host}} {{port}}", "https://mail.acme.example")

    assert filled == b"https://mail.acme.example:443 https mail.acme.example 443"


def test_manifests_take_an_ipv6_address():
    assert unpacking._filled(b"{{address}}", "http://[::1]:8765") == b"http://[::1]:8765"


def test_client_file_gives_no_python():
    with pytest.raises(InputError):
        client_file("compose/../unpacking.py")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "compose",
        "compose/",
        "compose/../shared/panel.js",
        "compose/shared/../../unpacking.py",
        "compose//etc/passwd",
        "/etc/passwd",
        "compose/..%2f..%2funpacking.py",
        "compose\\..\\unpacking.py",
        "compose/compose.js\x00",
        "compose/.hidden",
        "shared/panel.js",
        "../clients/compose/compose.js",
        "compose/shared",
        "C:/x",
    ],
)
def test_client_file_leads_nowhere_else(name):
    with pytest.raises(InputError, match="no such file"):
        client_file(name)


@given(st.text(alphabet="./\\%ab~\x00e:", max_size=40), st.sampled_from(["", "compose/", "compose/shared/"]))
def test_client_file_refuses_any_made_up_name(name, before):
    with pytest.raises(InputError):
        client_file(before + name)


@pytest.mark.parametrize("client", [*CLIENTS, "compose"])
def test_client_files_are_all_served_by_their_name(client):
    for path, content in client_files(client).items():
        assert client_file(f"{client}/{path}") == content


@pytest.mark.parametrize("client", [*CLIENTS, "compose"])
def test_no_script_makes_markup_of_text(client):
    made = re.compile(rb"(inner|outer)HTML\s*\+?=[^=]|insertAdjacentHTML|document\.write|\beval\(|new Function")
    scripts = {path: data for path, data in client_files(client).items() if path.endswith((".js", ".html"))}

    assert [path for path, data in scripts.items() if made.search(data)] == []


@pytest.mark.parametrize("client", [*CLIENTS, "compose"])
def test_no_page_has_scripts_or_styles_in_it(client):
    inline = re.compile(rb"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=")
    pages = {path: data for path, data in client_files(client).items() if path.endswith(".html")}

    assert [path for path, data in pages.items() if inline.search(data)] == []


@pytest.mark.parametrize("client", [*CLIENTS, "compose"])
def test_every_file_that_a_page_names_is_there(client):
    known = client_files(client)
    named = {
        name.decode().removeprefix(f"/{client}/").removeprefix("./")
        for path, data in known.items()
        if path.endswith(".html")
        for name in re.findall(rb'(?:src|href)="([^"#:]+)"', data)
    }

    assert named <= set(known)
