"""A song by the client that openapi-python-client makes: openapi_python_client.py <control of the mock>."""

import sys

from music_api_client import AuthenticatedClient
from music_api_client.api.sonic import create_sonic, get_sonic_task
from music_api_client.models import SonicClip, SonicClipState, SonicCreateMusic, SonicModel, SonicTask, TaskCreated, TaskNotice

from mock_song import advance, check

control = sys.argv[1]
client = AuthenticatedClient(base_url=control.replace("/__mock", "/api/v1"), token="python", raise_on_unexpected_status=True)

song = SonicCreateMusic(custom_mode=False, mv=SonicModel.SONIC_V6, gpt_description_prompt="a ferry at night")
created = create_sonic.sync(client=client, body=song)
assert isinstance(created, TaskCreated), created
for _ in range(30):
    advance(control, "python", 20)
    task = get_sonic_task.sync(created.task_id, client=client)
    # The first answers can say that the task isn't ready.
    assert isinstance(task, SonicTask | TaskNotice), task
    if isinstance(task, SonicTask) and all(clip.state == SonicClipState.SUCCEEDED for clip in task.data):
        break
else:
    raise AssertionError(f"the song isn't done: {task}")
check(task.data)
assert all(isinstance(clip, SonicClip) and float(clip.duration) > 0 for clip in task.data), task
print("openapi-python-client: a song of two clips")
