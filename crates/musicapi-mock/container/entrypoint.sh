#!/bin/sh
# Starts the mock of the container. Without MUSICAPI_MOCK_CONTROL_KEY it makes a control key and prints it first; `--healthy` asks the running
# mock whether it answers.
set -eu
if [ "${1:-}" = --healthy ]; then
  exec bash -c 'exec 3<>"/dev/tcp/127.0.0.1/${MUSICAPI_MOCK_LISTEN##*:}" && printf "GET /healthz HTTP/1.0\r\n\r\n" >&3 && grep -q "\"ok\"" <&3'
fi
case ${1:-} in
  check | schema | help | --help | -h | --version | -V) exec musicapi-mock "$@" ;;
esac
case " $* " in
  *" --control-key"* | *" --open-control "*) exec musicapi-mock "$@" ;;
esac
if [ -z "${MUSICAPI_MOCK_CONTROL_KEY:-}" ] && [ "${MUSICAPI_MOCK_OPEN_CONTROL:-}" != true ]; then
  MUSICAPI_MOCK_CONTROL_KEY=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  export MUSICAPI_MOCK_CONTROL_KEY
  echo "control key: $MUSICAPI_MOCK_CONTROL_KEY"
fi
exec musicapi-mock "$@"
