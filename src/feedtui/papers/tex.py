"""TeX in titles and abstracts, shown as Unicode where that is safe. For display only: the source is kept.

What has no sure form in one line of Unicode stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ "
    "Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × cdot · pm ± mp ∓ leq ≤ "
    "le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ subseteq ⊆ "
    "supset ⊃ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬ to → rightarrow → leftarrow ← Rightarrow ⇒ "
    "Leftarrow ⇐ leftrightarrow ↔ mapsto ↦ uparrow ↑ downarrow ↓ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ "
    "sqrt √ ell ℓ hbar ℏ circ ∘ degree ° dagger † star ⋆ ast ∗ oplus ⊕ otimes ⊗ odot ⊙ perp ⊥ parallel ∥ mid "
    "∣ propto ∝ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ ldots … dots … cdots ⋯ prime ′ wedge ∧ "
    "vee ∨ setminus ∖ triangle △ square □ checkmark ✓ ss ß o ø O Ø ae æ AE Æ aa å AA Å l ł L Ł "
).split()
_SYMBOLS = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))
_WORDS = set("log ln exp sin cos tan max min sup inf lim arg argmax argmin det dim ker gcd Pr".split())
_TEXT = set(
    "text textbf textit textsc textrm textsf texttt emph mathrm mathbf mathit mathsf mathtt bm boldsymbol mbox".split()
)
_ALPHABETS = {
    "mathbb": dict(zip("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼", strict=True)),
    "mathcal": dict(zip("BEFHILMRNODGX", "ℬℰℱℋℐℒℳℛ𝒩𝒪𝒟𝒢𝒳", strict=True)),
}
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "c": "\u0327", "v": "\u030c"}
_UPPER = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWER = dict(zip("0123456789+-=()aeoxhklmnpstij", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", strict=True))

_TEX = re.compile(r"[\\$^~]|_\{")
# Pandoc's rule: the opening dollar stands before a non-space, the closing one behind a non-space and
# before no digit, so that sums of money stay.
_MATHS = re.compile(r"\$(?=\S)([^$\n]{1,500}?)(?<=\S)\$(?!\d)")
_ACCENT = re.compile(r"\\(['`^\"~])\s?(?:\{([A-Za-z])\}|([A-Za-z]))|\\([cv])\{([A-Za-z])\}")
_GROUP = re.compile(r"\\([A-Za-z]+)\s?\{([^{}\\$]{1,300})\}")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]{1,80})\}\{([^{}]{1,80})\}")
_ROOT = re.compile(r"\\sqrt\{([^{}]{1,80})\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}\s]{1,12})\}|([A-Za-z0-9+\-]))")
_ESCAPED = re.compile(r"\\([%&_$#{}])")
_TIE = re.compile(r"(?<=[^\s~\\])~(?=[^\s~])")
_ROUNDS = 4


def readable(text: str) -> str:
    """Return text with its TeX as Unicode; text without any comes back as it is."""
    if not _TEX.search(text):
        return text
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
    if "$" in text:
        text = _MATHS.sub(lambda match: _maths(match[1], match[0]), text)
    if "\\" in text:
        text = _COMMAND.sub(_symbol, _grouped(_ESCAPED.sub(r"\1", text)))
    return _TIE.sub(" ", text) if "~" in text else text


def _maths(source: str, written: str) -> str:
    """Return a formula in one line of Unicode, or as it was written if any of it has no such form."""
    formula = _FRACTION.sub(lambda match: f"{_bracketed(match[1])}/{_bracketed(match[2])}", source)
    formula = _ROOT.sub(lambda match: f"√{_bracketed(match[1])}", formula)
    formula = _grouped(formula)
    formula = _COMMAND.sub(_symbol, formula)
    formula = _SCRIPT.sub(_script, formula)
    formula = re.sub(r"\\([,;:! ])", " ", _ESCAPED.sub(r"\1", formula))
    return written if re.search(r"[\\^{}]|_\{", formula) else formula


def _grouped(text: str) -> str:
    for _ in range(_ROUNDS):
        changed = _GROUP.sub(_content, text)
        if changed == text:
            break
        text = changed
    return text


def _content(match: re.Match[str]) -> str:
    """Return what a command's braces hold, in the command's alphabet."""
    name, body = match[1], match[2]
    if name in _TEXT:
        return body
    letters = _ALPHABETS.get(name, {})
    return (
        "".join(letters[letter] for letter in body) if body and all(letter in letters for letter in body) else match[0]
    )


def _symbol(match: re.Match[str]) -> str:
    name = match[1]
    return name if name in _WORDS else _SYMBOLS.get(name, match[0])


def _script(match: re.Match[str]) -> str:
    """Return a raised or lowered piece if each of its characters has such a form."""
    table = _UPPER if match[1] == "^" else _LOWER
    body = match[2] or match[3]
    return "".join(table[letter] for letter in body) if all(letter in table for letter in body) else match[0]


def _bracketed(body: str) -> str:
    return body if len(body) == 1 or body.isalnum() else f"({body})"


def _accented(match: re.Match[str]) -> str:
    accent, letter = match[1] or match[4], match[2] or match[3] or match[5]
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])
