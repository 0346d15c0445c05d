#!/bin/sh
# Makes notes.mp3 and notes.aac anew. Needs sox, lame, ffmpeg and python3.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
sox='sox -D -V1'
new='-n -r 48000 -c 1 -b 16'

# A partial $2 semitones from A4 with the volume $3 that would decay by 100 dB in $4 seconds.
# A note has to be over before its 23040 samples are, or its end would sound in the next one.
partial() {
    $sox $new "$tmp/$1.wav" synth "$4" sine "%$2" fade l 0.004 "$4" "$4" \
        vol "$3" trim 0 20480s fade h 0 20480s 4800s pad 0 2560s
}

# C major pentatonic from C4 to E5. The overtones die away sooner than the fundamental, as on a
# plucked bar.
i=0
for semitone in -9 -7 -5 -2 0 3 5 7; do
    partial a $((semitone)) 0.30 0.80
    partial b $((semitone + 12)) 0.07 0.50
    partial c $((semitone + 24)) 0.05 0.43
    $sox -m -v 1 "$tmp/a.wav" -v 1 "$tmp/b.wav" -v 1 "$tmp/c.wav" "$tmp/note$i.wav"
    i=$((i + 1))
done
$sox $new "$tmp/rest.wav" trim 0 23040s
$sox "$tmp"/note?.wav "$tmp/rest.wav" "$tmp/all.wav"

# --nores: no frame may lean on the bits of another; -t: no Xing/LAME tag frame.
lame --quiet -m m --resample 48 -b 64 --cbr -q 0 --nores -t "$tmp/all.wav" "$tmp/all.mp3"

# The delay of encoder and decoder (1105 samples) becomes the silence before each attack, which the
# overlap of a note's first frame with whatever was before it needs. What flushed the encoder is
# cut off.
head -c $((9 * 20 * 192)) "$tmp/all.mp3" > notes.mp3

# Each note by itself, so that no frame prepares for the attack of the next one. Without the tools
# that let a frame lean on another or on chance.
for i in 0 1 2 3 4 5 6 7; do
    $sox "$tmp/note$i.wav" "$tmp/padded.wav" pad 0 4096s
    ffmpeg -loglevel error -i "$tmp/padded.wav" -c:a aac -b:a 32k -cutoff 4000 \
        -aac_tns 0 -aac_pns 0 -aac_is 0 -aac_ms 0 -fflags +bitexact -flags:a +bitexact -f adts "$tmp/note$i.aac"
done
python3 - "$tmp" > notes.aac <<'PYTHON'
import sys

FRAMES, SIZE = 22, 128


def frames(name):
    """The raw data blocks of an ADTS stream."""
    data, at = open(name, "rb").read(), 0
    while at < len(data):
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        yield data[at + 7 : at + length]
        at += length


def filled(block):
    """The same with a fill element before its end, so that all are of one size."""
    bits = "".join(f"{byte:08b}" for byte in block).rstrip("0")
    assert bits.endswith("111"), "no end element"
    bits = bits[:-3]
    # ID_FIL, a count of four bits, of eight more if that is 15, and as many bytes.
    room = SIZE * 8 - len(bits) - 3 - 7
    count = room // 8
    if count >= 15:
        count = (room - 8) // 8
        bits += "110" + "1111" + f"{count - 14:08b}"
    else:
        bits += "110" + f"{count:04b}"
    bits += "0" * 8 * count + "111"
    assert count >= 0 and len(bits) <= SIZE * 8, "the block is too long"
    return int(bits.ljust(SIZE * 8, "0"), 2).to_bytes(SIZE, "big")


for note in range(8):
    blocks = list(frames(f"{sys.argv[1]}/note{note}.aac"))
    # A short or starting window may only stand where the next block fits it: in the attack.
    windows = [block[2] >> 6 for block in blocks[:FRAMES]]
    assert not any(windows[3:]) and windows[2] in (0, 3), windows
    for block in blocks[:FRAMES]:
        sys.stdout.buffer.write(filled(block))
# The last block of a note is silence: so is a rest.
sys.stdout.buffer.write(filled(blocks[FRAMES - 1]))
PYTHON
