"""What bash, zsh and fish complete after `feedtui`: scripts made from the parser."""

from __future__ import annotations

from collections.abc import Iterator

from feedtui.arguments import parser
from feedtui.papers.query import CHOICES, FIELDS
from feedtui.subcommands import SHELLS
from feedtui.usage import Argument, Command, commands

_FILES = {"FILE": "files", "DIR": "folders", "FOLDER": "folders", "QUERY": "query"}
"""What is completed where a value is written so; `SOURCES` are the commands whose addresses are of sources held."""
_SOURCES = ("remove", "refresh")
_ADDRESSES = tuple("hf:daily hf:weekly hf:monthly hf:trending hf:search? arxiv: arxiv:query? https://".split())
_QUERY = (
    *(f"{field}:{value}" for field, values in CHOICES.items() for value in values),
    *(f"{field}:" for field in FIELDS if field not in CHOICES),
)
_NOTHING = "''"
_ASKED = "feedtui sources 2>/dev/null | cut -f 1"


def script(shell: str) -> str:
    """Return the completions of one of `SHELLS`."""
    write = dict(zip(SHELLS, (_bash, _zsh, _fish), strict=True))[shell]
    top, *others = commands(parser())
    return "\n".join(write(top, others)) + "\n"


def _kind(command: Command, argument: Argument) -> str:
    """Return what completes a value: `files`, `folders`, `query`, `sources`, `words` or nothing."""
    if argument.choices or (argument.value == "ADDRESS" and command.name == "add"):
        return "words"
    if argument.value == "ADDRESS" and command.name in _SOURCES:
        return "sources"
    return _FILES.get(argument.value, "")


def _words(argument: Argument) -> tuple[str, ...]:
    return argument.choices or _ADDRESSES


def _options(command: Command) -> list[Argument]:
    return [argument for argument in command.arguments if argument.flags]


def _operands(command: Command) -> list[Argument]:
    return [argument for argument in command.arguments if not argument.flags]


_BASH_BEGIN = r"""# What bash completes after feedtui; made by: feedtui completion bash
_feedtui() {
    local line=${COMP_LINE:0:COMP_POINT} command='' kind='' words='' options='' cur last i
    local -a typed
    # Bash takes is:unread for three words; feedtui for one.
    read -ra typed <<< "$line"
    [[ $line == *[[:space:]] ]] && typed+=("")
    cur=${typed[${#typed[@]} - 1]}
    last=${typed[${#typed[@]} - 2]}
    [[ $cur == --*=* ]] && last=${cur%%=*} cur=${cur#*=}
    for ((i = 1; i < ${#typed[@]} - 1; i++)); do
        case ${typed[i]} in
            --home) ((i++)) ;;
            -*) ;;
            *) command=${typed[i]}; break ;;
        esac
    done
    case $command in"""
_BASH_END = r"""    esac
    if [[ $last == --home ]]; then kind=folders; elif [[ $cur == -* ]]; then kind=words words=$options; fi
    COMPREPLY=()
    case $kind in
        query) COMPREPLY=($(compgen -W '@QUERY@' -- "$cur")) ;;
        words) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
        sources)
            # An address may hold what is no address to a shell: it is quoted, and nothing expands it before.
            while IFS= read -r i; do
                printf -v i %q "$i"
                [[ $i == "$cur"* ]] && COMPREPLY+=("$i")
            done < <(@ASKED@)
            ;;
        files)
            local IFS=$'\n'
            compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur"))
            ;;
        folders)
            local IFS=$'\n'
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -d -- "$cur"))
            ;;
    esac
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:?/] ]] && compopt -o nospace 2>/dev/null
    if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
        # What stands before the last colon is on the line already.
        for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"${cur%"${cur##*:}"}"}; done
    fi
    return 0
}
complete -F _feedtui feedtui"""


def _bash(top: Command, others: list[Command]) -> Iterator[str]:
    yield _BASH_BEGIN
    yield _bash_case(_NOTHING, "words", tuple(one.name for one in others), top)
    for one in others:
        known = ((kind, _words(argument)) for argument in _operands(one) if (kind := _kind(one, argument)))
        yield _bash_case(one.name, *next(known, (_NOTHING, ())), one)
    yield _BASH_END.replace("@QUERY@", " ".join(_QUERY)).replace("@ASKED@", _ASKED)


def _bash_case(name: str, kind: str, words: tuple[str, ...], command: Command) -> str:
    flags = " ".join(flag for argument in _options(command) for flag in argument.flags)
    lines = [f"        {name})", f"            kind={kind} words='{' '.join(words)}' options='{flags}'"]
    values = []
    for argument in _options(command):
        if argument.value and argument.flags != ("--home",):
            kind = _kind(command, argument)
            told = f" words='{' '.join(_words(argument))}'" if kind == "words" else ""
            values.append(f"                {'|'.join(argument.flags)}) kind={kind or _NOTHING}{told} options='' ;;")
    if values:
        lines += ["            case $last in", *values, "            esac"]
    return "\n".join([*lines, "            ;;"])


def _zsh(top: Command, others: list[Command]) -> Iterator[str]:
    yield "#compdef feedtui"
    yield "# What zsh completes after feedtui; made by: feedtui completion zsh"
    yield from ("_feedtui_query() {", f"    compadd -S '' -- {_zsh_words(_QUERY, ':')}")
    yield from (f"    compadd -- {_zsh_words(_QUERY, '')}", "}")
    yield from ("_feedtui_sources() {", f'    compadd -- ${{(f)"$({_ASKED})"}}', "}")
    yield from ("_feedtui() {", "    local curcontext=$curcontext state line", "    typeset -A opt_args")
    yield "    local -a commands=("
    yield from (f"        {_quoted(f'{one.name}:{one.brief}')}" for one in others)
    yield "    )"
    specs = [*(_zsh_option(top, argument) for argument in _options(top)), "'1: :->command'", "'*:: :->rest'"]
    yield from ("    _arguments -C \\", *_continued(specs), "    case $state in")
    yield "        command) _describe -t commands command commands ;;"
    yield from ("        rest)", "            case $words[1] in")
    for one in others:
        specs = [_zsh_option(one, argument) for argument in _options(one)]
        specs += [_zsh_operand(one, argument) for argument in _operands(one)]
        yield from (f"                {one.name})", "                    _arguments \\")
        yield from ("            " * 2 + line.strip() for line in _continued(specs))
        yield "                    ;;"
    yield from ("            esac", "            ;;", "    esac", "}")
    yield 'if [[ $funcstack[1] == _feedtui ]]; then _feedtui "$@"; else compdef _feedtui feedtui; fi'


def _zsh_words(words: tuple[str, ...], last: str) -> str:
    """Return the words that end in `last`, or with an empty `last` those that do not end in a colon."""
    return " ".join(_quoted(word) for word in words if word.endswith(":") == bool(last))


def _continued(specs: list[str]) -> Iterator[str]:
    for number, spec in enumerate(specs, 1):
        yield f"        {spec}{' ' + chr(92) if number < len(specs) else ''}"


def _zsh_option(command: Command, argument: Argument) -> str:
    told = argument.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = f"={f'[{told}]'}:{argument.value}:{_zsh_action(command, argument)}" if argument.value else f"[{told}]"
    return _quoted(argument.flags[0] + value)


def _zsh_operand(command: Command, argument: Argument) -> str:
    many = "*" if argument.nargs in ("*", "+") else ""
    return _quoted(f"{many}:{argument.value.replace(':', ' ')}:{_zsh_action(command, argument)}")


def _zsh_action(command: Command, argument: Argument) -> str:
    match _kind(command, argument):
        case "words":
            return f"({' '.join(_words(argument))})".replace(":", "\\:")
        case "files":
            return "_files"
        case "folders":
            return "_files -/"
        case "query" | "sources" as kind:
            return f"_feedtui_{kind}"
    return " "


_FISH_BEGIN = r"""# What fish completes after feedtui; made by: feedtui completion fish
function __feedtui_command
    set -l typed (commandline -opc)
    set -e typed[1]
    while set -q typed[1]
        switch $typed[1]
            case --home
                set -e typed[1]
            case '-*'
            case '*'
                echo $typed[1]
                return
        end
        set -e typed[1]
    end
end
function __feedtui_is
    test "$(__feedtui_command)" = "$argv[1]"
end
complete -c feedtui -f"""


def _fish(top: Command, others: list[Command]) -> Iterator[str]:
    yield _FISH_BEGIN
    for one in others:
        yield f"complete -c feedtui -n '__feedtui_is \"\"' -a {one.name} -d {_quoted(one.brief)}"
    for one in (top, *others):
        asked = f"complete -c feedtui -n '__feedtui_is \"{one.name}\"'"
        for argument in one.arguments:
            names = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in argument.flags)
            told = f" -d {_quoted(argument.help)}" if argument.flags else ""
            value = _fish_value(one, argument)
            if argument.flags or value:
                yield " ".join(filter(None, (asked, names, value))) + told


def _fish_value(command: Command, argument: Argument) -> str:
    """Return what tells fish the value of an option, or an operand."""
    takes = "-x " if argument.flags and argument.value else ""
    match _kind(command, argument):
        case "words":
            return f"{takes}-a {_quoted(' '.join(_words(argument)))}"
        case "query":
            return f"{takes}-a {_quoted(' '.join(_QUERY))}"
        case "sources":
            return f"{takes}-a {_quoted(f'({_ASKED})')}"
        case "files":
            return "-r -F" if takes else "-F"
        case "folders":
            return f"{takes}-a '(__fish_complete_directories)'"
    return "-x" if takes else ""


def _quoted(text: str) -> str:
    """Return a text as one word of any of the shells."""
    return "'" + text.replace("'", "'\\''") + "'"
