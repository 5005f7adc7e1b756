# Completion of custrec for bash: hands the command line over and gets what fits.
_custrec() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() word line at
    # bash parts words at = and : too; what stands together on the line is one word here.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        line=${rest#"${rest%%[![:space:]]*}"}
        word=${COMP_WORDS[at]}
        ((at < COMP_CWORD)) || word=$line
        if ((at > 0)) && [[ $line == "$rest" ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        rest=${line#"$word"}
    done
    words=("${words[@]//[\"\'\\]/}")
    words=("${words[@]/#\~\//$HOME/}")

    # What bash itself takes for the word is what stands behind the last of these.
    local typed=${words[${#words[@]} - 1]} own
    own=$typed
    for at in = :; do
        [[ $COMP_WORDBREAKS != *"$at"* ]] || own=${own##*"$at"}
    done

    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            $'\tfiles')
                compopt -o filenames
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "${typed#--*=}") ;;
            $'\tfolders')
                compopt -o filenames
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "${typed#--*=}") ;;
            *)
                word=${line%%$'\t'*}
                word=${word#"${typed%"$own"}"}
                [[ $word != *[[:space:]\"\'\\\$\`\&\;\|\(\)\<\>]* ]] || printf -v word %q "$word"
                COMPREPLY+=("$word") ;;
        esac
    done < <("${words[0]}" completion bash -- "${words[@]}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *[=.,/] ]] || compopt -o nospace
}
complete -F _custrec custrec
