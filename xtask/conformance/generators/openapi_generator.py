"""A song by the client that openapi-generator makes: openapi_generator.py <control of the mock>."""

import json
import sys
import urllib.request

from openapi_client import ApiClient, Configuration, SonicApi, SonicClipState, SonicCreate, SonicCreateMusic, SonicModel, SonicTask, TaskNotice

control = sys.argv[1]
# The document says where the mock is.
api = SonicApi(ApiClient(Configuration(access_token="java")))


def sleep(seconds):
    body = json.dumps({"advance": seconds}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{control}/time?space=java", body, {"content-type": "application/json"})).close()


song = SonicCreateMusic(custom_mode=False, mv=SonicModel.SONIC_MINUS_V6, gpt_description_prompt="a ferry at night")
created = api.create_sonic(SonicCreate(song))
for _ in range(30):
    sleep(20)
    task = api.get_sonic_task(created.task_id)
    # An answer of several forms is wrapped; under another status it has one, such as that the task isn't ready.
    task = getattr(task, "actual_instance", task)
    assert isinstance(task, SonicTask | TaskNotice), task
    if isinstance(task, SonicTask) and all(clip.state == SonicClipState.SUCCEEDED for clip in task.data):
        break
else:
    raise AssertionError(f"the song isn't done: {task}")
assert len(task.data) == 2, task
for clip in task.data:
    assert clip.mv == "sonic-v6" and float(clip.duration.actual_instance) > 0, clip
    assert clip.gpt_description_prompt == "a ferry at night" and clip.created_at.year >= 2025, clip
    with urllib.request.urlopen(clip.audio_url) as audio:
        assert len(audio.read()) > 1000
print("openapi-generator: a song of two clips")
