# Named steps with their times: each is announced, the first that fails ends the run, a summary comes last.
# Sourced after common.sh, never run.

steps_log=()
steps_begun=$SECONDS
step_now=

# step NAME COMMAND…
step() {
  step_now=$1
  shift
  local begun=$SECONDS
  printf '\n== %s: %s\n' "$step_now" "$*"
  "$@"
  steps_log+=("$(printf 'ok    %5d s  %s' $((SECONDS - begun)) "$step_now")")
  step_now=
}

steps_summary() {
  local code=$?
  printf '\n== summary\n'
  [ ${#steps_log[@]} = 0 ] || printf '%s\n' "${steps_log[@]}"
  [ -z "$step_now" ] || printf 'FAILED         %s\n' "$step_now"
  printf '%s after %d min %d s\n' "$([ $code = 0 ] && echo passed || echo failed)" \
    $(((SECONDS - steps_begun) / 60)) $(((SECONDS - steps_begun) % 60))
  exit $code
}
trap steps_summary EXIT
