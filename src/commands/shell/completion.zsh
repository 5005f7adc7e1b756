#compdef custrec
# Completion of custrec for zsh: hands the command line over and gets what fits.
_custrec() {
  local line word
  local -a called whole begun
  called=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
  called=("${called[@]/#\~\//$HOME/}")
  for line in "${(@f)$("${called[1]}" completion zsh -- "${called[@]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      $'\tfiles') compset -P '--*='; _files ;;
      $'\tfolders') compset -P '--*='; _files -/ ;;
      *)
        word=${line%%$'\t'*}
        line=${word//:/\\:}${${line#$word}/$'\t'/:}
        if [[ $word == *[=.,/] ]]; then begun+=("$line"); else whole+=("$line"); fi ;;
    esac
  done
  _describe -t custrec custrec whole -- begun -S ''
}
if [[ ${funcstack[1]} == _custrec ]]; then
  _custrec "$@"
else
  compdef _custrec custrec
fi
