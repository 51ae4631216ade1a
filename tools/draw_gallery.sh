#!/usr/bin/env bash
# Draws the pictures of docs/gallery.md anew, by the commands that stand there: every line that begins with 'eventmap' or
# 'python3 tools/' is run in a folder of its own, and the pictures are packed with the 255 colours
# that each uses most (python3-pil).
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
import pathlib
import sys

from PIL import Image

page = pathlib.Path(sys.argv[1] + ".md").read_text()
for path in sorted(pathlib.Path().glob("*.png")):
    if f"(gallery/{path.name})" not in page:
        continue
    picture = Image.open(path).convert("RGB")
    # The colours that are most used stay as they are; those of soft edges become the nearest of them.
    used = sorted(picture.getcolors(1 << 24), reverse=True)[:255]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, color in used for part in color])
    packed = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    target = pathlib.Path(sys.argv[1], path.name)
    packed.save(target, optimize=True)
    size = target.stat().st_size
    print(f"{path.name}: {size} bytes")
    assert size < 250_000, path
PYTHON
