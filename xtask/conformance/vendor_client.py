"""The vendor's own client, unmodified, runs each of its methods against the mock; what it gives must be what the mock made.

Usage: vendor_client.py <address of a running mock> <the mock as a program>

The running mock must be hundreds of times faster than real, and its key `mock-key` must have credits.

What this client calls and the document calls over: all of riffusion (deprecated since autumn 2025) and studio (marked unavailable
since May 2025); the mock answers as the service did before. It has no methods for nuro, the batch and `/sonic/download`.
"""

import inspect
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import contextmanager

import httpx
import yaml
from musicapi import (
    AlignedLyricsParams, BpmParams, CreatePersonaParams, CreateVoiceParams, GetSongParams, MakeLyricsParams, MashupParams,
    MidiParams, MusicAPI, MusicAPIError, PollOptions, ProducerCreateParams, ProducerDownloadParams, ProducerUploadParams,
    ReplaceSectionParams, RiffusionCreateParams, RiffusionUploadParams, SampleParams, SonicCreateParams, SonicLyricsParams,
    SonicUploadParams, StemsParams, StudioCreateParams, UploadCoverParams, UploadExtendParams, UpsampleTagsParams, VoxParams,
    WavParams,
)

WAIT = PollOptions(poll_interval_ms=50, timeout_ms=60_000)
with open("openapi/musicapi.yaml") as file:
    PRICE = yaml.safe_load(file)["components"]["schemas"]["SonicCreateMusic"]["x-price"]["credits"]
WORDS = {"custom_mode": True, "mv": "sonic-v5", "prompt": "[Verse]\nThe ferry hums"}
SONG = SonicCreateParams(title="Night Ferry", tags="accordion", **WORDS)
FUZZ = RiffusionCreateParams(custom_mode=True, lyrics="The ferry hums", sound="accordion", title="Night Ferry")
SOUND = ProducerCreateParams(sound="accordion and rain", title="Night Ferry")
STUDIO = StudioCreateParams(
    prompt="accordion and rain", lyrics_type="generate", prompt_strength=0.5, clarity_strength=0.25, lyrics_strength=0.5,
    generation_quality=0.75, model_type="studio130-v1.5", config={"mode": "regular"},
)
RECORDING = "https://example.com/ferry.mp3"
MODEL = {"custom_mode": False, "mv": "sonic-v5", "gpt_description_prompt": "a ferry at night"}


class Recorder:
    """Notes which methods of the client were called, and leaves them as they are."""

    def __init__(self, client):
        self.client, self.called = client, set()
        self.methods = {
            f"{group}.{name}"
            for group, resource in vars(client).items() if not group.startswith("_")
            for name, _ in inspect.getmembers(resource, inspect.ismethod) if not name.startswith("_")
        }

    def __call__(self, method, *arguments):
        group, name = method.split(".")
        self.called.add(method)
        return getattr(getattr(self.client, group), name)(*arguments)


def until_done(look, task, clips=1):
    """Looks until the task has its result, as the client's users do: all of its clips are there, and none is being made."""
    end = time.monotonic() + 60
    while True:
        told = look(task)
        states = {clip.state for clip in told.data}
        if told.code != 202 and len(told.data) >= clips and not states & {"pending", "running"}:
            return told
        assert time.monotonic() < end, f"{task} takes too long: {told}"
        time.sleep(0.05)


def made(result, clips=2):
    """The clips of a task that went well: each one is there to be heard."""
    assert (result.code, result.message, len(result.data)) == (200, "success", clips), result
    for clip in result.data:
        assert clip.state == "succeeded" and float(clip.duration) > 0, clip
        is_there(clip.audio_url)
    assert len({clip.clip_id for clip in result.data}) == clips, result
    return [clip.clip_id for clip in result.data]


def waited(result, clips=2):
    """The clips of a task that the client waited for.

    It takes the first 200 for the end, though clips finish one after the other (observed of the service): some may be running
    still, and riffusion's may not be there yet. So a task that this client has waited for isn't always done.
    """
    assert (result.code, result.message) == (200, "success") and 1 <= len(result.data) <= clips, result
    assert {clip.state for clip in result.data} <= {"pending", "running", "succeeded"}, result
    assert len({clip.clip_id for clip in result.data}) == len(result.data), result


def is_there(url):
    """A file can be fetched from this address."""
    with urllib.request.urlopen(urllib.request.Request(url, method="HEAD")) as answer:
        assert int(answer.headers["content-length"]) > 0, url


def task(submitted):
    """The id of a task that was accepted."""
    assert submitted.message == "success", submitted
    return str(uuid.UUID(submitted.task_id))


def songs(call):
    """Sonic and suno: songs, what is made of them, and what is told of them."""
    first = until_done(lambda id: call("sonic.get_task", id), task(call("sonic.create", SONG)))
    one, two = made(first)
    assert {(clip.title, clip.tags, clip.mv) for clip in first.data} == {("Night Ferry", "accordion", "sonic-v5")}, first
    waited(call("sonic.generate_and_wait", SONG, WAIT))
    made(until_done(lambda id: call("suno.get_clip", id), task(call("suno.create", SONG))))
    waited(call("suno.generate_and_wait", SONG, WAIT))

    lyrics = call("sonic.lyrics", SonicLyricsParams(description="a ferry at night"))
    assert lyrics.code == 200 and all(text["title"] and text["lyrics"] for text in lyrics.results), lyrics
    aligned = call("sonic.aligned_lyrics", AlignedLyricsParams(clip_id=one))
    assert aligned.code == 200 and aligned.data["alignment"], aligned
    bpm = call("sonic.bpm", BpmParams(clip_id=one)).data
    assert 0 < bpm["min_bpm"] <= bpm["avg_bpm"] <= bpm["max_bpm"], bpm
    assert "accordion" in call("sonic.upsample_tags", UpsampleTagsParams(tags="accordion")).data["upsampled_tags"]
    is_there(call("sonic.wav", WavParams(clip_id=one)).data["wav_url"])
    vox = call("sonic.vox", VoxParams(clip_id=one))
    assert vox.code == 200 and vox.data, vox
    # 202 while the notes are made: the client gives it up then, since that body has none of its fields.
    end = time.monotonic() + 60
    while True:
        try:
            is_there(call("sonic.midi", MidiParams(clip_id=one)).data["midi_url"])
            break
        except TypeError:
            assert time.monotonic() < end, "the notes take too long"
            time.sleep(0.05)

    persona = call("sonic.create_persona", CreatePersonaParams(name="Ferryman", clip_id=one))
    assert (persona.code, persona.message) == (200, "success") and persona.persona_id, persona
    sung = SonicCreateParams(task_type="persona_music", persona_id=persona.persona_id, **WORDS)
    waited(call("sonic.generate_and_wait", sung, WAIT))
    task(call("sonic.create_voice", CreateVoiceParams(audio_url=RECORDING)))

    look = lambda id: call("sonic.get_task", id)  # noqa: E731
    stems = StemsParams(clip_id=one)
    basic = until_done(look, task(call("sonic.stems_basic", stems)))
    full = until_done(look, task(call("sonic.stems_full", stems)))
    made(basic, len(basic.data)), made(full, len(full.data))
    assert 2 <= len(basic.data) < len(full.data), (basic, full)
    waited(call("sonic.stems_basic_and_wait", StemsParams(clip_id=two), WAIT), len(basic.data))
    waited(call("sonic.stems_full_and_wait", StemsParams(clip_id=two), WAIT), len(full.data))
    mashup = MashupParams(mashup_clip_ids=(one, two), **MODEL)
    made(until_done(look, task(call("sonic.mashup", mashup))))
    waited(call("sonic.mashup_and_wait", mashup, WAIT))
    section = ReplaceSectionParams(clip_id=one, mv="sonic-v5", infill_start_s=5, infill_end_s=15, infill_lyrics="The gulls sleep")
    replaced = until_done(look, task(call("sonic.replace_section", section)))
    made(replaced, len(replaced.data))
    waited(call("sonic.replace_section_and_wait", section, WAIT), len(replaced.data))

    sample = SampleParams(sample_clip_id=one, chop_sample_start_s=5, chop_sample_end_s=15, make_instrumental=False, **MODEL)
    made(until_done(look, task(call("sonic.sample", sample))))
    uploaded = call("sonic.upload", SonicUploadParams(url=RECORDING))
    assert (uploaded.code, uploaded.message) == (200, "success"), uploaded
    covered = SonicCreateParams(task_type="cover_upload_music", continue_clip_id=uploaded.clip_id, tags="choir", **WORDS)
    waited(call("sonic.generate_and_wait", covered, WAIT))
    for method, params in [
        ("sonic.upload_cover", UploadCoverParams(url=RECORDING, **MODEL)),
        ("sonic.upload_extend", UploadExtendParams(url=RECORDING, continue_at=5, **MODEL)),
    ]:
        both = call(method, params)
        assert both.failed_step is None and both.steps["upload"]["success"], both
        made(until_done(look, both.task_id))

    asked = call("suno.make_lyrics", MakeLyricsParams(prompt="a ferry at night"))
    assert asked.code == 200, asked
    written = call("suno.get_lyrics", asked.data["task_id"])
    assert (written.code, written.message, written.data["status"]) == (200, "success", "complete"), written
    assert written.data["title"] and written.data["text"], written
    song = call("suno.get_song", GetSongParams(share_link="https://suno.com/s/night-ferry"))
    assert song.song_title and song.audio_url, song


def other_families(call):
    """Riffusion, producer and studio."""
    made(until_done(lambda id: call("riffusion.get_task", id), task(call("riffusion.create", FUZZ)), 2))
    waited(call("riffusion.generate_and_wait", FUZZ, WAIT))
    uploaded = call("riffusion.upload", RiffusionUploadParams(url=RECORDING))
    assert uploaded.code == 200 and uploaded.clip_id, uploaded

    look = lambda id: call("producer.get_task", id)  # noqa: E731
    sounds = until_done(look, task(call("producer.create", SOUND)))
    clips = made(sounds, len(sounds.data))
    waited(call("producer.generate_and_wait", SOUND, WAIT), len(clips))
    assert len(until_done(look, task(call("producer.upload", ProducerUploadParams(audio_url=RECORDING)))).data) == 1
    for format in ["mp3", "wav"]:
        download = ProducerDownloadParams(clip_id=clips[0], format=format)
        polled = until_done(look, task(call("producer.download", download)))
        for files in [polled, call("producer.download_and_wait", download, WAIT)]:
            [file] = files.data
            address = file.wav_url or file.audio_url
            assert address.endswith(f".{format}"), files
            is_there(address)

    begun = call("studio.create", STUDIO)
    assert (begun.code, call("studio.get_task", begun.data).data.task_id) == ("success", begun.data), begun
    done = call("studio.generate_and_wait", STUDIO, WAIT)
    assert (done.data.status, done.data.progress) == ("SUCCESS", "100%") and done.data.songs, done
    for song in done.data.songs:
        # The other fields that this client knows of are in no page's example, so the mock doesn't give them.
        assert song.id and song.title and song.lyrics, song
        is_there(song.song_path)


def credits(call):
    """The balance goes down by what a song costs."""
    before = call("credits.get")
    waited(call("sonic.generate_and_wait", SONG, WAIT))
    after = call("credits.get")
    assert before.extra_credits == after.extra_credits and before.credits - after.credits == PRICE, (before, after)


@contextmanager
def refused(is_kind, **fields):
    """A call that must raise the client's own exception, of this kind."""
    try:
        yield
    except MusicAPIError as error:
        assert getattr(error, is_kind) if is_kind else True, repr(error)
        for name, value in fields.items():
            assert getattr(error, name) == value, repr(error)
        assert str(error) and not str(error).startswith("Request failed with status"), repr(error)
    else:
        raise AssertionError(f"{is_kind or fields}: nothing was raised")


@contextmanager
def mock(program, *arguments):
    """Another mock, in another state; its address."""
    with subprocess.Popen([program, "--listen", "127.0.0.1:0", *arguments], stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running.stdout.readline().split()[2]
        finally:
            running.terminate()


def failures(address, program):
    """Each kind of failure that the client knows is one for it."""
    def client(address, key="mock-key", **settings):
        return MusicAPI(api_key=key, base_url=address, **settings)

    with client(address, key="nobody") as stranger, refused("is_auth_error", status=401, code="unauthorized"):
        stranger.credits.get()
    with client(address) as known:
        with refused(None, status=400, code="validation_error"):
            known.sonic.create(SonicCreateParams(custom_mode=True, mv="sonic-v5", prompt="la", title="a" * 81))
        with refused(None, status=404):
            known.sonic.get_task(str(uuid.uuid4()))
        with refused(None, status=410, code="endpoint_retired"):
            known.producer.create(ProducerCreateParams(task_type="swap_music_sound", clip_id="1", sound="choir"))
    with mock(program, "--credits", "0") as poor, client(poor) as known, refused("is_credit_error", status=403):
        known.sonic.create(SONG)
    with mock(program, "--lapsed") as lapsed, client(lapsed) as known, refused("is_credit_error", status=403):
        known.sonic.create(SONG)
    with mock(program, "--rate-limit") as limited:
        with client(limited, max_retries=0) as known:
            task(known.sonic.create(SONG))
            with refused("is_rate_limited", status=429):
                known.sonic.create(SONG)
        # Its own retry comes when the mock said, and no sooner: one more refusal would be the end of it.
        with client(limited, max_retries=1) as known:
            task(known.sonic.create(SONG))
    # So fast that it has failed by the first look: between the two this client would take a running task for a finished one.
    with mock(program, "--life", "failed:timeout", "--speed", "1e7") as failing, client(failing) as known:
        with refused(None, code="timeout"):
            known.sonic.generate_and_wait(SONG, WAIT)
    with mock(program, "--life", "stuck") as stuck, client(stuck) as known, refused(None, code="client_timeout"):
        known.sonic.generate_and_wait(SONG, PollOptions(poll_interval_ms=10, timeout_ms=50))
    faults = ["--fault", "get_credits:1:status=503", "--fault", "get_credits:1:reset"]
    with mock(program, *faults) as faulty, client(faulty) as known:
        assert known.credits.get().credits == 1000
    # An injected httpx client is used, as its parameter says.
    with MusicAPI(api_key="mock-key", base_url=address, http_client=httpx.Client()) as known:
        assert known.credits.get().credits > 0


def main():
    address, program = sys.argv[1:]
    with MusicAPI(api_key="mock-key", base_url=address) as client:
        call = Recorder(client)
        for part in [songs, other_families, credits]:
            part(call)
    assert call.called == call.methods, f"not called: {sorted(call.methods - call.called)}"
    failures(address, program)
    print(f"{len(call.called)} methods, and each kind of failure")


main()
