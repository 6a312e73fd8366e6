"""`recoursectl check`: the bilingual checks from the command line, for people and for tools."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding
    from workstation.i18n import Translator

WRONG_INPUT = 2
FOUND_CRITICAL = 1

Commands = argparse._SubParsersAction


def register(subparsers: Commands[argparse.ArgumentParser]) -> None:
    """Add `check` to the commands of `recoursectl`; nothing else is imported until it runs."""
    check = subparsers.add_parser("check", help="check English and Chinese against each other")
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--pairs", type=Path, metavar="FILE", help='JSON Lines with "id", "en" and "zh" a line'
    )
    what.add_argument(
        "--letter", type=Path, nargs=2, metavar=("EN", "ZH"), help="a letter as two text files"
    )
    check.add_argument(
        "--glossary", type=Path, metavar="FILE", help="CSV with en, zh_hans and forbidden_zh"
    )
    check.add_argument(
        "--language", choices=("en", "zh_Hans"), default="en", help="of the findings"
    )
    check.add_argument(
        "--spelling", action="store_true", help="look English words up in the dictionary too"
    )
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check and print. Returns 2 where some input could not be read, 1 for an S1 in a letter."""
    from workstation.bilingual.pairs import check_pairs
    from workstation.i18n import Translator

    translator = Translator(arguments.language)
    context = _context(arguments, translator)
    if context is None:
        return WRONG_INPUT
    if arguments.letter:
        en, zh = arguments.letter
        return _letter(en, zh, context, translator)
    try:
        with arguments.pairs.open("rb") as stream:
            whole = check_pairs(stream, context, translator.text, sys.stdout, sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    return 0 if whole else WRONG_INPUT


def _context(arguments: argparse.Namespace, translator: Translator) -> CheckContext | None:
    """What the checks know from the command line; None for a file that is no glossary."""
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.glossary import read_glossary
    from workstation.domain.house_style import Profile
    from workstation.i18n import _

    glossary = None
    if arguments.glossary is not None:
        try:
            with arguments.glossary.open(encoding="utf-8-sig", newline="") as lines:
                glossary = read_glossary(lines)
        except (OSError, ValueError):
            why = _(
                "{file} is not a glossary: it needs the columns en and zh_hans.",
                file=str(arguments.glossary),
            )
            print(translator.text(why), file=sys.stderr)
            return None
    return CheckContext(profile=Profile(spelling=arguments.spelling), glossary=glossary)


def _letter(en: Path, zh: Path, context: CheckContext, translator: Translator) -> int:
    """Align two files, check what is laid together, and print it. Returns 2 for bad input."""
    from workstation.bilingual.align import PASTE_LIMIT, PasteTooLong, align
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks import BeadTooLong, check_draft
    from workstation.i18n import _

    try:
        texts = en.read_text("utf-8-sig"), zh.read_text("utf-8-sig")
        proposals = align(*texts)
        beads = [Bead(str(at), one.en, one.zh) for at, one in enumerate(proposals, 1)]
        findings = check_draft(beads, context)
    except OSError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except UnicodeDecodeError:
        print(translator.text(_("Both files must be UTF-8 text.")), file=sys.stderr)
        return WRONG_INPUT
    except (PasteTooLong, BeadTooLong):
        why = _("The letter is too long: {most} characters are the most.", most=PASTE_LIMIT)
        print(translator.text(why), file=sys.stderr)
        return WRONG_INPUT
    return _print_letter(beads, findings, translator)


def _print_letter(
    beads: Sequence[Bead], findings: Sequence[Finding], translator: Translator
) -> int:
    """Print the findings of a letter with the places they are about. Returns 1 for an S1."""
    from workstation.bilingual.checks.finding import Severity
    from workstation.i18n import _, ngettext

    by_bead = {bead.id: bead for bead in beads}
    for one in sorted(findings, key=lambda finding: (int(finding.bead), finding.severity.value)):
        bead = by_bead[one.bead]
        print(f"{one.bead}  {one.severity.value}  {one.check.value}  {translator.text(one.why)}")
        for side, text, span in (("en", bead.en, one.en), ("zh", bead.zh, one.zh)):
            if span is not None:
                shown = text[slice(*span)].replace("\n", " ")
                shown = shown if len(shown) <= 80 else shown[:77] + "..."
                print(f"    {side}: {shown.encode('utf-8', 'replace').decode('utf-8')}")
    counted = ngettext("{n} finding in this letter", "{n} findings in this letter", len(findings))
    print(translator.text(counted))
    print(translator.text(_("No check reads for meaning: a person must still read both texts.")))
    critical = any(one.severity is Severity.S1 for one in findings)
    return FOUND_CRITICAL if critical else 0


def bench(as_json: bool) -> None:
    """Print the figures of the checks, from the samples beside the repository where they are."""
    from workstation.bilingual.measure import report

    report(as_json=as_json, out=sys.stdout)
