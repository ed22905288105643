"""``mingtang report check FILE``: judge a report that anyone published. Needs no database."""

import argparse
import json
from pathlib import Path

from mingtang.config.cli.errors import BadInput
from mingtang.law.annual_report import FORM_2021, Finding, NoForm, Status, TrialTable2, failed, form_for
from mingtang.report.reading import Report, Unreadable, read

_WORDS = {"hard": "硬错误", "soft": "提示"}


def add(report_commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``check`` to the report commands."""
    command = report_commands.add_parser(
        "check",
        help="核对已发布的年度报告（网页、文本、DOCX、XLSX）",
        description="读一份已发布的年度报告，列出不符的规则和等式两边。有硬错误时退出码为1，读不了时为2。",
    )
    command.add_argument("file", metavar="文件", type=Path, help="要核对的年度报告")
    command.add_argument(
        "--previous", metavar="文件", type=Path, help="上一年度的报告，用来核对结转和大起大落"
    )
    command.add_argument("--json", action="store_true", help="输出JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 without hard findings, 1 with; BadInput when a file cannot be read."""
    report = _read(options.file)
    previous = _read(options.previous) if options.previous else None
    findings = report.assessed(previous)
    if options.json:
        print(json.dumps(as_json(report, findings), ensure_ascii=False, indent=2))
    else:
        print(as_text(report, findings))
    return 1 if any(finding.level == "hard" for finding in failed(findings)) else 0


def _read(path: Path) -> Report:
    if not path.exists():
        raise BadInput(f"没有这个文件：{path}。检查路径。")
    try:
        return read(path.read_bytes())
    except OSError as error:
        raise BadInput(f"打不开{path}：检查它是不是文件、有没有读取权限。") from error
    except Unreadable as error:
        raise BadInput(f"{path.name}：{error}") from error


def as_json(report: Report, findings: tuple[Finding, ...]) -> dict[str, object]:
    """The documented shape; see docs/cli.md."""
    figures = report.figures
    return {
        "title": report.title,
        "organ": report.organ,
        "year": report.year,
        "form": figures.form_code,
        "table2": figures.table2.to_dict() if figures.table2 else None,
        "table3": figures.table3.to_lists() if figures.table3 else None,
        "table4": figures.table4.to_lists() if figures.table4 else None,
        "findings": [finding.to_dict() for finding in failed(findings)],
        "rules": _summary(findings),
        "unread": list(report.unread),
    }


def _summary(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """Each rule once with the worst of its verdicts and how often it was judged."""
    rank = [Status.FAIL, Status.UNCERTAIN, Status.NOT_ASSESSABLE, Status.PASS]
    summary: list[dict[str, object]] = []
    for rule in dict.fromkeys(finding.rule for finding in findings):
        own = [finding for finding in findings if finding.rule == rule]
        worst = min((finding.status for finding in own), key=rank.index)
        first = own[0]
        summary.append(
            {
                "rule": rule,
                "alias": first.alias,
                "version": first.version,
                "name": first.name,
                "level": first.level,
                "status": worst.value,
                "judged": len(own),
                "failed": sum(finding.failed for finding in own),
            }
        )
    return summary


def as_text(report: Report, findings: tuple[Finding, ...]) -> str:
    """A listing for people: what was read, what failed with both sides, what held."""
    bad = failed(findings)
    counts = "、".join(
        f"{_WORDS[level]}{sum(finding.level == level for finding in bad)}处" for level in ("hard", "soft")
    )
    unjudged = sum(finding.status is Status.NOT_ASSESSABLE for finding in findings)
    parts = [_head(report), f"{counts}，符合{sum(finding.status is Status.PASS for finding in findings)}处"]
    if unjudged:
        parts[-1] += f"，缺数字无从核对{unjudged}处"
    parts[-1] += "。"
    parts += [_entry(finding) for finding in bad]
    held = [str(entry["rule"]) for entry in _summary(findings) if entry["status"] == "PASS"]
    parts.append("全部符合的规则：" + ("、".join(held) or "无") + "。")
    if extra := [sentence for sentence in report.unread if all(sentence != item.sentence for item in bad)]:
        parts.append("\n".join(["没有读的内容：", *(f"  {sentence}" for sentence in extra)]))
    return "\n\n".join(parts)


def _head(report: Report) -> str:
    trial = report.figures.form_code == "2019" or isinstance(report.figures.table2, TrialTable2)
    year = f"{report.year}年度" if report.year else "没有读到报告年度"
    form = "含试行格式（国办公开办函〔2019〕60号）的表" if trial else "现行格式（国办公开办函〔2021〕30号）"
    return f"{report.title or '没有读到标题'}\n{year}，{form}。{_tables(report)}{_due(report, trial)}"


def _tables(report: Report) -> str:
    figures = report.figures
    names = zip("二三四", (figures.table2, figures.table3, figures.table4), strict=True)
    read_ones = "、".join(f"表{name}" for name, table in names if table is not None)
    return f"读到{read_ones}。"


def _due(report: Report, trial: bool) -> str:
    try:
        due = form_for(report.year) if report.year else FORM_2021
    except NoForm as error:
        return str(error)
    return "" if trial == (due.code == "2019") else "表式与报告年度应当使用的格式不同。"


def _entry(finding: Finding) -> str:
    alias = f"（{finding.alias}）" if finding.alias else ""
    lines = [f"【{_WORDS[finding.level]}】{finding.rule}{alias}{finding.name}：{finding.sentence}"]
    if finding.left is not None and finding.right is not None:
        lines.append(f"    左边  {_side(finding.left_says, finding.left)}")
        lines.append(f"    右边  {_side(finding.right_says, finding.right)}")
        if finding.difference is not None:
            lines.append(f"    相差  {finding.difference}")
    lines.append(f"    依据  {finding.cite.short}")
    return "\n".join(lines)


def _side(says: str, value: object) -> str:
    return f"{says} ＝ {value}" if says else str(value)
