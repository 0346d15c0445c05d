"""A song by the client that openapi-generator makes: openapi_generator.py <control of the mock>."""

import sys

from openapi_client import ApiClient, Configuration, SonicApi, SonicClipState, SonicCreate, SonicCreateMusic, SonicModel, SonicTask, TaskNotice

from mock_song import advance, check

control = sys.argv[1]
# The document says where the mock is.
api = SonicApi(ApiClient(Configuration(access_token="java")))

song = SonicCreateMusic(custom_mode=False, mv=SonicModel.SONIC_MINUS_V6, gpt_description_prompt="a ferry at night")
created = api.create_sonic(SonicCreate(song))
for _ in range(30):
    advance(control, "java", 20)
    task = api.get_sonic_task(created.task_id)
    # An answer of several forms is wrapped; under another status it has one, such as that the task isn't ready.
    task = getattr(task, "actual_instance", task)
    assert isinstance(task, SonicTask | TaskNotice), task
    if isinstance(task, SonicTask) and all(clip.state == SonicClipState.SUCCEEDED for clip in task.data):
        break
else:
    raise AssertionError(f"the song isn't done: {task}")
check(task.data)
assert all(float(clip.duration.actual_instance) > 0 for clip in task.data), task
print("openapi-generator: a song of two clips")
