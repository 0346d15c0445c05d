"""What the clients of this folder share: the time of the mock, which stands still until a client moves it."""

import json
import urllib.request


def advance(control, space, seconds):
    """Move the time of a space of the mock forward."""
    body = json.dumps({"advance": seconds}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{control}/time?space={space}", body, {"content-type": "application/json"})).close()


def check(clips):
    """Check the two clips of a finished song, whatever classes a generator made for them."""
    assert len(clips) == 2, clips
    for clip in clips:
        assert clip.mv == "sonic-v6", clip
        assert clip.gpt_description_prompt == "a ferry at night" and clip.created_at.year >= 2025, clip
        with urllib.request.urlopen(clip.audio_url) as audio:
            assert len(audio.read()) > 1000
