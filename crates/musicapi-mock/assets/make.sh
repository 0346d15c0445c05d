#!/bin/sh
# Makes notes.mp3 anew: eight notes and a rest, 20 frames of 192 bytes each. Needs sox and lame.
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
