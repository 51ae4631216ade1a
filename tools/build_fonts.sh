#!/bin/sh
# Cuts the three faces of Noto Sans to the letters of the maps: build_fonts.sh FOLDER-WITH-TTF OUT
# Needs pyftsubset (PyPI fonttools 4). Runs by hand; neither the build nor the tests need it.
set -eu
letters="U+0020-007E,U+00A0-00FF,U+0100-017F,U+0218-021B,U+01CD-01DC,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,\
U+0300-0304,U+0306-030C,U+0327-0328,U+0400-045F,U+0490-0491,U+0472-0475,U+04AE-04AF,U+04D8-04D9,U+04E8-04E9,\
U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+2044,U+2116,U+2122,U+20AC,\
U+20B4,U+20BD,U+2212,U+00D7"
for face in Regular Bold Italic; do
    pyftsubset "$1/NotoSans-$face.ttf" --unicodes="$letters" --notdef-outline \
        --layout-features='kern,mark,mkmk,ccmp,locl,liga' --no-hinting --desubroutinize --name-IDs='*' \
        --output-file="$2/NotoSans-$face.ttf"
done
