# Completion of custrec for fish: hands the command line over and gets what fits.
function __custrec_candidates
    set -l words (string replace -r '^~/' "$HOME/" -- (commandline -opc))
    set -l typed (commandline -ct)
    set -l before (string match -r -- '^--[^=]*=' "$typed")
    set -l path (string replace -- "$before" '' "$typed")
    for line in (command $words[1] completion fish -- $words "$typed" 2>/dev/null)
        switch $line
            case \tfiles
                printf "$before%s\n" (__fish_complete_path $path)
            case \tfolders
                printf "$before%s\n" (__fish_complete_directories $path)
            case '*'
                echo $line
        end
    end
end
complete -c custrec -f -a '(__custrec_candidates)'
