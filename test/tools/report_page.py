"""Opens a report in headless Chromium and prints what it draws, for FileCheck.

report_page.py CHROMIUM FILE.html [ADDRESS]"""
import collections
import html.parser
import pathlib
import subprocess
import sys
import tempfile
import zlib


class Drawn(html.parser.HTMLParser):
    """Counts elements by their classes; keeps the text of notes and of the card's rows."""

    def __init__(self):
        super().__init__()
        self.classes = collections.Counter()
        self.texts = []
        self.kind = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        for one in classes:
            self.classes[f"{classes[0]}.{one}" if one != classes[0] else one] += 1
        self.kind = "step" if "step" in classes else "card" if tag in ("th", "td") else None
        if attrs.get("aria-pressed") == "true":
            self.texts.append(f"selected: {attrs['class']}")
        if "line" in classes and attrs["tabindex"] == "0":
            self.texts.append(f"in the tab order: {attrs['id']}")

    def handle_data(self, text):
        if self.kind:
            self.texts.append(f"{self.kind}: {text}")
        self.kind = None


def run(chromium, url, folder, picture):
    """The page as it stands after its script, and what that wrote to the console."""
    result = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--hide-scrollbars", "--window-size=1400,1600", f"--user-data-dir={folder}",
         "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom",
         f"--screenshot={picture}", url],
        text=True, capture_output=True, timeout=120, check=True)
    return result.stdout, [l for l in result.stderr.splitlines() if ":CONSOLE" in l]


def rows_of(png):
    """The differing rows of a screenshot: a blank page has one or two."""
    data, height, at = b"", 1, 8
    while at < len(png):
        length = int.from_bytes(png[at:at + 4], "big")
        if png[at + 4:at + 8] == b"IHDR":
            height = int.from_bytes(png[at + 12:at + 16], "big")
        if png[at + 4:at + 8] == b"IDAT":
            data += png[at + 8:at + 8 + length]
        at += 12 + length
    pixels = zlib.decompress(data)
    stride = len(pixels) // height
    return len({pixels[i * stride:(i + 1) * stride] for i in range(height)})


def main(chromium, page, address=""):
    url = pathlib.Path(page).resolve().as_uri() + address
    with tempfile.TemporaryDirectory() as folder:
        picture = pathlib.Path(folder) / "page.png"
        dom, console = run(chromium, url, folder, picture)
        rows = rows_of(picture.read_bytes())
    drawn = Drawn()
    drawn.feed(dom)
    for name, count in sorted(drawn.classes.items()):
        print(f"{name}: {count}")
    print("\n".join(drawn.texts + [f"console: {line}" for line in console]))
    print("screenshot:", "drawn" if rows > 200 else f"blank, {rows} rows differ")


main(*sys.argv[1:])
