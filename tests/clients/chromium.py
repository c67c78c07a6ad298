"""A real Chromium for tests of pages and extensions: where it is, how it is started, in one place."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import IN_CI
from playwright.sync_api import sync_playwright

PROGRAM = "chromium"
MISSING = "Chromium is not installed; on Debian: apt install chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium_path():
    """Return where Chromium is; without it the test fails in CI and is skipped elsewhere."""
    path = shutil.which(PROGRAM)
    if path is None:
        pytest.fail(MISSING) if IN_CI else pytest.skip(MISSING)
    return path


@contextmanager
def playwright_running():
    """Give Playwright; its event loop runs in this thread until it ends."""
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def browser_running(playwright):
    """Give a headless Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def extension_running(playwright, extension: Path, profile: Path, *, arguments: tuple[str, ...] = ()):
    """Give a browser context with an unpacked extension loaded, and a profile of its own.

    Args:
        playwright: as of `playwright_running`.
        extension: folder with its manifest.json.
        profile: an empty folder.
        arguments: further ones, such as --host-resolver-rules for stand-ins of web mail.
    """
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium_path(),
        # The old headless mode knows no extensions, and Playwright would ask for it.
        headless=False,
        args=[
            *ARGUMENTS,
            "--headless=new",
            f"--disable-extensions-except={extension}",
            f"--load-extension={extension}",
            # Since 137 Chromium ignores --load-extension unless this feature is off.
            "--disable-features=DisableLoadExtensionCommandLineSwitch",
            *arguments,
        ],
        ignore_default_args=["--disable-extensions"],
    )
    try:
        yield context
    finally:
        context.close()
