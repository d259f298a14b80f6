"""The model card as a page that people read: headings in both languages, figures, the table of points."""

from collections.abc import Mapping
from typing import Any

from server.decision.scorecards.table import Table


def page(table: Table, card: Mapping[str, Any]) -> str:
    """The card and the table of points as Markdown."""
    lines = [
        f"# 评分卡 {card['code']} · Scorecard {card['code']}",
        "",
        *_data(card["data"]),
        *_method(card["method"]),
        *_figures(card["figures"]),
        *_points(table, card),
        "## 限制 · Limits",
        "",
        *(f"- {each['zh']}。{each['en']}." for each in card["limits"]),
        "",
    ]
    return "\n".join(lines)


def _data(data: Mapping[str, Any]) -> list[str]:
    lines = [
        "## 数据 · Data",
        "",
        f"- 来源 source: {data['source']}",
        f"- 样本 rows: {data['rows']}，坏样本 defaults: {data['defaults']} ({data['bad_rate']:.2%})",
    ]
    if data["period"]:
        lines.append(f"- 期间 period: {data['period'][0]} – {data['period'][1]}")
    if data["window"]:
        lines.append(f"- 表现期 window: {data['window']['zh']}。{data['window']['en']}.")
    if data["dropped"]:
        lines.append(f"- 未使用的列 columns left out: {', '.join(data['dropped'])}")
    return [*lines, ""]


def _method(method: Mapping[str, Any]) -> list[str]:
    scale = method["scale"]
    return [
        "## 方法 · Method",
        "",
        f"- 分箱 bins: {method['bins']}",
        f"- 回归 regression: {method['regression']}",
        f"- 刻度 scale: {scale['base']} = {scale['odds']:g}:1, PDO {scale['pdo']}",
        f"- 单调 monotone: {', '.join(f'{name} {way}' for name, way in method['monotone'].items()) or '-'}",
        f"- 随机种子 seed: {method['seed']}; scikit-learn {method['scikit_learn']}",
        "",
    ]


def _figures(figures: Mapping[str, Any]) -> list[str]:
    held = figures["held_out"]
    row = (
        f"{held['auc']} ± {held['auc_spread']}",
        held["gini"],
        f"{held['ks']} ± {held['ks_spread']}",
        held["brier"],
        held["brier_of_mean"],
        held["psi"],
    )
    lines = [
        f"## 效果 · Figures ({held['folds']}-fold, held-out rows)",
        "",
        "| AUC | Gini | KS | Brier | Brier (mean) | PSI |",
        "|---|---|---|---|---|---|",
        f"| {' | '.join(map(str, row))} |",
        "",
        f"训练样本内 AUC on the training rows: {figures['on_training_rows']['auc']}",
        "",
        "| 样本 rows | 预测 foretold | 实际 came |",
        "|---|---|---|",
        *(f"| {row['rows']} | {row['foretold']:.2%} | {row['came']:.2%} |" for row in held["reliability"]),
        "",
    ]
    if later := figures["later"]:
        told = f"时间外样本 later rows from {later['from']}: {later['rows']} rows, {later['defaults']} defaults"
        lines += [f"{told}, AUC {later['auc']}, KS {later['ks']}, PSI {later['psi']}", ""]
    return lines


def _points(table: Table, card: Mapping[str, Any]) -> list[str]:
    ivs = {each["name"]: each for each in card["features"]}
    heads = ("变量 feature", "IV", "区间 bin", "分值 points", "好 good", "坏 bad")
    lines = ["## 分值表 · Points", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for feature in table.features:
        told = ivs[feature.name]
        iv = f"{told['iv']}{' (!)' if told['suspect'] else ''}"
        name = feature.zh if feature.zh == feature.en else f"{feature.zh} {feature.en}"
        rows = ((name, iv, f"{b.zh} · {b.en}", b.points, b.good, b.bad) for b in feature.bins)
        lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return [*lines, ""]
