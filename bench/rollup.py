"""A government that rolls up three thousand organs."""

from collections.abc import Callable
from datetime import date

from bench.generate import house, scale
from bench.report import best


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, clerk = house()
    count = scale(3000)
    from mingtang.organs.models import Organ
    from mingtang.report.models import Report
    from mingtang.report.rollup import live_figures
    from mingtang.report.tables import figures, figures_to_json

    government = Organ.objects.create(name="测速政府", short_name="测府", kind="local_government")
    Organ.objects.bulk_create(
        Organ(name=f"测速机关{n}", short_name="测", parent=government) for n in range(count)
    )
    kept = figures_to_json(figures(organ, 2022))
    day = date(2023, 1, 5)
    Report.objects.bulk_create(
        Report(
            organ=each,
            year=2022,
            state="published",
            figures=kept,
            frozen_on=day,
            published_on=day,
            approved_by=clerk,
            approved_on=day,
        )
        for each in Organ.objects.below(government)
    )
    seconds = best(lambda: live_figures(government, 2022))
    out("机关数", f"{count:,} 个")
    out("汇总", f"{seconds:.2f} s", "不超过 2 s")


if __name__ == "__main__":
    run(print)
