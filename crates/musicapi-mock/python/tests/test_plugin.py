"""The plugin, seen from tests that use it."""

import os

import pytest

import musicapi_mock

pytest_plugins = ["pytester"]


def test_the_variables_name_the_space(musicapi):
    assert os.environ["MUSICAPI_BASE_URL"] == musicapi.url
    assert os.environ["MUSICAPI_KEY"] == musicapi.key


@pytest.mark.musicapi(accounts={"first": {"credits": 1}, "second": {"credits": 2}})
def test_a_mark_sets_the_space_up(musicapi):
    left = {account["key"]: account["balance"]["credits"] for account in musicapi.accounts()}
    assert [left[key] for key in musicapi.keys] == [1, 2]


def test_a_scenario_serves_two_tests_at_once(musicapi_mock):
    spaces = [musicapi_mock.space(accounts={"first": {"credits": 3}}) for _ in range(2)]
    assert spaces[0].key != spaces[1].key
    for space in spaces:
        space.end()


def test_a_refusal_of_the_control_says_what_is_wrong(musicapi):
    with pytest.raises(musicapi_mock.ControlError, match="create_sonik") as refused:
        musicapi.lives(create_sonik="stuck")
    assert refused.value.status in (400, 422)


def test_what_is_expected_is_verified(musicapi):
    musicapi.verify(called={"create_sonic": 0}, all_valid=True)
    with pytest.raises(AssertionError, match="was called 0 times"):
        musicapi.verify(called={"create_sonic": 1})


def test_a_test_that_fails_shows_what_the_mock_saw(pytester):
    pytester.makepyfile("def test_it(musicapi):\n    assert False")
    result = pytester.runpytest_subprocess("-p", "musicapi_mock.pytest_plugin", "-p", "no:pytester")
    result.stdout.fnmatch_lines(["*- MusicAPI -*"])
    assert result.ret == 1


def test_a_space_or_a_mock_that_is_gone_brings_no_other_test_down(pytester):
    pytester.makepyfile("""
        def test_ended(musicapi):
            musicapi.end()
        def test_ended_and_failed(musicapi):
            musicapi.end()
            assert False
        def test_next(musicapi):
            assert musicapi.accounts()
        def test_without_a_mock(musicapi, musicapi_mock):
            musicapi_mock.stop()
            assert False
        def test_last():
            pass
    """)
    result = pytester.runpytest_subprocess("-p", "musicapi_mock.pytest_plugin", "-p", "no:pytester")
    result.assert_outcomes(passed=3, failed=2, errors=1)  # the space of the last one can't be ended
    result.stdout.fnmatch_lines(["*the mock can't be asked what it saw: *no space has this key*", "*the mock can't be asked what it saw: *refused*"])


def test_a_mark_takes_words(pytester):
    pytester.makepyfile("import pytest\n@pytest.mark.musicapi(1)\ndef test_it(musicapi):\n    pass")
    result = pytester.runpytest_subprocess("-p", "musicapi_mock.pytest_plugin")
    result.stdout.fnmatch_lines(["*takes a scenario by its words*"])


def test_a_mock_that_does_not_start_says_why():
    with pytest.raises(musicapi_mock.MockError, match="no-such-option"):
        musicapi_mock.Mock("--no-such-option")


def test_no_program_is_told(monkeypatch):
    monkeypatch.setenv("MUSICAPI_MOCK", "/no/such/program")
    with pytest.raises(musicapi_mock.MockError, match="/no/such/program"):
        musicapi_mock.Mock()
    monkeypatch.delenv("MUSICAPI_MOCK")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sysconfig.get_path", lambda _: "")
    with pytest.raises(musicapi_mock.MockError, match="install this package"):
        musicapi_mock.program()
