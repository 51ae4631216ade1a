#!/usr/bin/env bash
# Draws the pictures of docs/gallery.md anew, by the commands that stand there: every line that begins with 'eventmap' or
# 'python3 tools/' is run in a folder of its own, and the pictures are packed with the 256 colours
# that serve each best (python3-pil).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
cargo build --locked --release --quiet --bin eventmap
binary=${CARGO_TARGET_DIR:-$root/target}/release/eventmap
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
ln -s "$root/tools" "$root/seeds" "$folder/"
cd "$folder"
eventmap() { "$binary" "$@"; }
while IFS= read -r line; do
    echo "$line"
    eval "$line"
done < <(sed -nE 's/^    ((eventmap|python3 tools\/).*)$/\1/p' "$root/docs/gallery.md")
python3 - "$root/docs/gallery" << 'PYTHON'
import collections
import pathlib
import sys

from PIL import Image

page = pathlib.Path(sys.argv[1] + ".md").read_text()
for path in sorted(pathlib.Path().glob("*.png")):
    if f"(gallery/{path.name})" not in page:
        continue
    picture = Image.open(path).convert("RGB")
    # The colours that are most used stay as they are, and of the rest those that none of them is near; all others become the nearest.
    pixels = list(zip(*[iter(picture.tobytes())] * 3))
    counts = collections.Counter(pixels)
    used = [color for color, _ in counts.most_common(190)]

    def nearest(color):
        r, g, b = color
        return min((r - s) ** 2 + (g - t) ** 2 + (b - u) ** 2 for s, t, u in used)

    for color, n in counts.most_common():
        if len(used) < 256 and n > 24 and nearest(color) > 300:
            used.append(color)
    place = {color: i for i, color in enumerate(used)}
    for color in counts.keys() - place.keys():
        r, g, b = color
        place[color] = min(range(len(used)), key=lambda i: (r - used[i][0]) ** 2 + (g - used[i][1]) ** 2 + (b - used[i][2]) ** 2)
    packed = Image.frombytes("P", picture.size, bytes(place[color] for color in pixels))
    packed.putpalette([part for color in used for part in color])
    target = pathlib.Path(sys.argv[1], path.name)
    packed.save(target, optimize=True)
    size = target.stat().st_size
    print(f"{path.name}: {size} bytes")
    assert size < 250_000, path
PYTHON
