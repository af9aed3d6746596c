"""``gkaudit rules`` and ``gkaudit new-rule``: the catalogue, and the skeleton of a rule to add to it."""

from __future__ import annotations

import argparse

from audit import console, profiles
from audit.commands.calls.output import DONE, USAGE, say
from audit.commands.calls.profile import chosen_profiles
from audit.findings import FAMILY_NAMES
from audit.rules import catalogue
from audit.rules.skeleton import TO_FILL_IN, new_rule


def show(options: argparse.Namespace) -> int:
    """Print the catalogue, or one rule; the exit code."""
    chosen = chosen_profiles(options)
    state = profiles.together(chosen)
    if not options.id:
        for rule in catalogue():
            print(
                f"{rule.id}\t{state.level(rule.id, rule.severities)}\t{rule.title}\t{console.first_clause(rule.basis)}"
            )
        return DONE
    found = {rule.id: rule for rule in catalogue()}.get(options.id.upper())
    if found is None:
        say(f"没有编号为“{options.id}”的规则。查看全部规则：gkaudit rules")
        return USAGE
    print(f"{found.documentation}级别：{state.level(found.id, found.severities)}")
    print(f"类别：{FAMILY_NAMES.get(found.family, found.family)}")
    print(f"条件：{found.condition}")
    return DONE


def begin(options: argparse.Namespace) -> int:
    """Write the skeleton of a rule and say what to do with it; the exit code."""
    made = new_rule(options.id)
    print(f"已在{made.root}写出规则{made.id}的骨架：")
    print(f"  {made.rule.as_posix()}（规则；文件名可以在编号之后加“_所查事项”）")
    print(f"  {made.cases.as_posix()}（用例）")
    print(f"请填写其中所有写有“{TO_FILL_IN}……】”之处，然后执行：")
    print(f"  python -m pytest tests/rules/test_rules.py tests/rules/test_catalogue.py -q -k {made.id}")
    print("填写完以前，该规则不能运行，测试不能通过。写法见docs/怎样增加一条规则.md。")
    return DONE
