"""Lists as files: what stands at the head and foot of a printed sheet."""

import io

import openpyxl
import pytest

from comity.web import spreadsheet


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("name", ["RESTRICTED TO A & B", "&" * 12])
def test_a_marking_stands_whole_in_the_sheet_and_as_far_as_it_goes_at_its_head(name: str, times: int) -> None:
    marking = name * times
    answer = spreadsheet.answer("list", "xlsx", marking, ["Name"], [["=1+1"]])
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet["A1"].value == marking
    assert sheet.oddHeader is not None
    head = str(sheet.oddHeader.center.text).replace("&&", "&")
    assert head == marking if times == 1 else marking.startswith(head.removesuffix("…")) and head.endswith("…")
    assert sheet["A3"].value == "=1+1"
    assert sheet["A3"].data_type == "s"
