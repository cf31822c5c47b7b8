"""Files of each format, made by writers of that format → text; damaged and hostile ones → a clear refusal."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from kg.ontology import load
from kg.reading import READERS, Input, Limits, ReadingError, discover
from kg.reading import read as read_input
from kg.reading.drawn import Drawn
from kg.reading.errors import (
    DamagedFileError,
    EmptyFileError,
    EmptyManifestError,
    EncryptedFileError,
    ManifestError,
    MissingFileError,
    NestedArchiveError,
    NoReportsError,
    NoTextLayerError,
    OversizeError,
    UnsafePathError,
    UnsupportedSuffixError,
)
from kg.reading.word_numbers import Numbers
from kg.records import Metadata, Report

sys.path.insert(0, str(Path(__file__).parent))
from writers import TEMPLATES, Page, locked, printed, word, zipped

LINES = (
    "某区2022年法治政府建设年度报告",
    "2022年，某区坚持以习近平新时代中国特色社会主义思想为指导，认真落实《法治政府建设实施纲要（2021—2025年）》，全面推进依法行政，"
    "各项工作取得新的成效，现将有关情况报告如下：",
    "一、加强组织领导",
    "区政府常务会议会前学法12次，审议行政规范性文件8件，“放管服”改革全面推进，群众满意度达到98.5%，比上年提高2个百分点。",
    "某区人民政府",
    "2023年1月3日",
)
TEXT = "\n".join(LINES)
PARAGRAPHS = "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in LINES)
PAGE = Page(LINES[0], LINES[1:], site="某区人民政府", source="区司法局")


def draw(suffix: str, data: bytes, limits: Limits | None = None) -> Drawn:
    return READERS[suffix].draw(data, Path("a" + suffix), load().reading, limits or Limits())


def read(path: Path, limits: Limits | None = None) -> list[Report]:
    found, errors, *_ = discover([path], limits or Limits())
    assert not errors
    return [read_input(each, load().reading) for each in found]


def squeezed(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.split("\n")]


# Word


def test_docx() -> None:
    assert draw(".docx", word(LINES)).text == TEXT


def test_rows_of_a_docx_table_are_lines() -> None:
    found = draw(".docx", word(LINES[:2], [("项目", "数量"), ("行政复议", "8件")])).text
    assert found.split("\n")[2:] == ["项目\t数量", "行政复议\t8件"]


def docx_with(xml: str) -> bytes:
    original = zipfile.ZipFile(io.BytesIO(word(LINES)))
    return zipped({name: xml.encode() if name == "word/document.xml" else original.read(name) for name in original.namelist()})


WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_docx_without_what_was_deleted_and_with_what_was_inserted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('办理')}<w:del>{run.format('七')}</w:del><w:ins>{run.format('八')}</w:ins>{run.format('件。')}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('控件里的字。')}</w:p></w:sdtContent></w:sdt>"
    )
    found = draw(".docx", docx_with(f"<w:document {WORD_NS}><w:body>{body}</w:body></w:document>"))
    assert found.text == "办理八件。\n控件里的字。"


LISTS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="19"/></w:lvlOverride></w:num>"""


def test_numbers_that_word_counts_stand_before_their_paragraphs() -> None:
    items = (
        *(("一、主要做法", 1, 0), ("（一）加强领导", 1, 1), ("（二）依法决策", 1, 1), ("1.1细项", 1, 2), ("二、存在问题", 1, 0)),
        *(("不编号", 0, 0), ("项目", 2, 0), ("十九、另起", 3, 0), ("二十、又一", 3, 0), ("二十一、再一", 1, 0)),
    )
    bare = [(re.sub("^(?:[一二十九]+、|（.）|1.1)", "", text), *place) for text, *place in items]
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for text, number, level in bare
    )
    document = docx.Document()
    lists = document.part.numbering_part.element
    lists.clear()
    lists.extend(parse_xml(f"<w:numbering {WORD_NS}>{LISTS}</w:numbering>"))
    document.element.body.clear()
    document.element.body.extend(parse_xml(f"<w:body {WORD_NS}>{body}</w:body>"))
    file = io.BytesIO()
    document.save(file)
    assert draw(".docx", file.getvalue()).text.split("\n") == [text for text, *_ in items]


@pytest.mark.parametrize(
    ("count", "format", "written"),
    [
        *(
            (number, "chineseCounting", text)
            for number, text in ((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"))
        ),
        *((number, "japaneseCounting", text) for number, text in ((100, "一百"), (105, "一百零五"), (110, "一百一十"))),
        *((number, "chineseCountingThousand", text) for number, text in ((1005, "一千零五"), (2050, "二千零五十"), (0, "零"))),
        *((3, "decimal", "3"), (3, "decimalEnclosedCircle", "③"), (3, "decimalFullWidth", "３"), (3, "decimalZero", "03")),
        *((28, "lowerLetter", "bb"), (3, "upperLetter", "C"), (49, "lowerRoman", "xlix"), (4, "upperRoman", "IV")),
        *((2024, "ideographDigital", "二零二四"), (7, "unheardOf", "7"), (5, "bullet", ""), (5, "none", "")),
    ],
)
def test_a_number_in_the_ways_word_counts(count: int, format: str, written: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{count}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="%1"/></w:lvl>'
    lists = (
        f'<w:numbering {WORD_NS}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    style = '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="b">'
    styles = f'<w:styles {WORD_NS}>{style}<w:basedOn w:val="a"/></w:style></w:styles>'
    paragraph = f'<w:p {WORD_NS}><w:pPr><w:pStyle w:val="b"/></w:pPr></w:p>'
    numbers = Numbers(parse_xml(lists), parse_xml(styles), load().reading.word_digits)
    assert numbers.before(parse_xml(paragraph)) == written
    assert Numbers(None, None, load().reading.word_digits).before(parse_xml(paragraph)) == ""


def test_an_entity_in_a_docx_opens_no_file() -> None:
    entity = (
        f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document {WORD_NS}><w:body>'
        "<w:p><w:r><w:t>正文。</w:t></w:r></w:p><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert draw(".docx", docx_with(entity)).text == "正文。"


def test_an_entity_bomb_in_a_docx_is_refused() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY l0 "法治">{levels}]><w:document {WORD_NS}><w:body>'
        "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(ReadingError):
        draw(".docx", docx_with(bomb))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DamagedFileError),
        (b"PK\x03\x04 nothing", DamagedFileError),
        (word(LINES)[:-200], DamagedFileError),
        (word([]), EmptyFileError),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError),
        (zipped({"a.txt": b"x"}), DamagedFileError),
    ],
    ids=["empty", "mark", "truncated", "blank", "locked", "zip"],
)
def test_docx_refused(data: bytes, error: type[ReadingError]) -> None:
    with pytest.raises(error, match=r"^a\.docx: .*; "):
        draw(".docx", data)


def test_a_docx_that_unpacks_to_too_much() -> None:
    with pytest.raises(OversizeError, match="--max-unpacked-size"):
        draw(".docx", word(LINES), Limits(unpacked_bytes=10_000))


# PDF


@pytest.mark.parametrize(("indent", "size"), [(2, 14), (2, 10.5), (2, 16)])
def test_pdf_paragraphs_are_joined_across_lines_and_pages(indent: float, size: float) -> None:
    text = LINES[3] + LINES[1]
    lines = [*LINES, *(f"{n}.{text[4 * n :]}{text[: 4 * n]}。" for n in range(1, 30))]
    assert squeezed(draw(".pdf", printed(lines, indent, size)).text) == squeezed("\n".join(lines))


def test_pdf_headers_and_page_numbers_are_dropped() -> None:
    found = draw(".pdf", printed([*LINES] * 9)).text
    assert "汇编" not in found
    assert "— 1 —" not in found


def test_pdf_refused() -> None:
    from reportlab.pdfgen.canvas import Canvas

    made = printed(LINES)
    blank = io.BytesIO()
    canvas = Canvas(blank)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(NoTextLayerError, match=r"scanned PDF: no text on its 1 pages; .*OCR"):
        draw(".pdf", blank.getvalue())
    with pytest.raises(EncryptedFileError, match="password"):
        draw(".pdf", locked(made, "secret"))
    with pytest.raises(DamagedFileError):
        draw(".pdf", b"%PDF-1.4 nothing")
    with pytest.raises(DamagedFileError):
        draw(".pdf", b"plain text")
    with pytest.raises(OversizeError):
        draw(".pdf", printed([*LINES] * 9), Limits(characters=100))


def test_pdf_that_only_forbids_changes_is_read() -> None:
    assert squeezed(draw(".pdf", locked(printed(LINES), "")).text)[-6:] == squeezed(TEXT)


# HTML


def test_html_says_what_its_tags_say() -> None:
    found = draw(".html", TEMPLATES["standard"](PAGE).encode())
    assert found.meta == Metadata(title=LINES[0], published="2023-01-12", source="区司法局")
    assert found.site == "某区人民政府"
    assert found.url == PAGE.url
    assert found.text.split("\n")[-5:] == list(LINES[1:])


def test_the_address_that_a_browser_leaves_in_a_saved_page() -> None:
    saved = f"<!-- saved from url=(0035)http://www.example.gov.cn/a/1.html -->\n<p>{LINES[1]}</p>"
    assert draw(".html", saved.encode()).url == "http://www.example.gov.cn/a/1.html"


def test_tables_of_data_stay_rows() -> None:
    table = "<table><tr><th>项目</th><th>数量</th></tr><tr><td><p>行政复议</p></td><td><span>8</span>件</td></tr></table>"
    found = draw(".html", f"<p>{LINES[1]}</p>{table}<p>{LINES[3]}</p>".encode()).text
    assert found.split("\n")[1:3] == ["项目\t数量", "行政复议\t8件"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>全面推进\n   依法行政，各项工作取得新的进展。</p>", "全面推进依法行政，各项工作取得新的进展。"),
        ("<p>全面推进<b>依法</b>行政，<!-- 注 -->各项工作取得新的进展。</p>", "全面推进依法行政，各项工作取得新的进展。"),
        ("<p>学习 Python 和\nLaw 两门课程，每周一次，全年五十次。", "学习 Python 和Law 两门课程，每周一次，全年五十次。"),
        ("<p>&emsp;&emsp;&nbsp;全面推进依法行政，各项工作取得新的进展&#12290;</p>", "全面推进依法行政，各项工作取得新的进展。"),
        (
            "<script>“脚本”，不是正文，不是正文，不是正文。</script><p>全面推进依法行政，各项工作取得新的进展。",
            "全面推进依法行政，各项工作取得新的进展。",
        ),
        (
            "<p>全面推进依法行政，办结案件五十件，<br>各项工作取得新的进展，群众满意度上升。",
            "全面推进依法行政，办结案件五十件，\n各项工作取得新的进展，群众满意度上升。",
        ),
    ],
)
def test_html_lines(source: str, text: str) -> None:
    assert draw(".html", source.encode()).text == text


@pytest.mark.parametrize(
    "page",
    [" ", "<html></html>", "<script>document.write('正文')</script>", '<ul><li><a href="/">首页</a></li></ul>', "<p>404</p>"],
)
def test_html_without_text(page: str) -> None:
    with pytest.raises(EmptyFileError, match="no running text"):
        draw(".html", page.encode())


def test_html_nested_too_deep() -> None:
    assert draw(".html", ("<div>" * 2000 + f"<p>{LINES[1]}").encode()).text == LINES[1]
    fonts = "".join(f"<font size={n}>" for n in range(1000))
    for page in ("<div>" * 100_000, f"<p>{fonts}</p>" + "<p>法治。" * 3000, "<p>法" * 500_001):
        with pytest.raises(DamagedFileError, match="too many or nested too deep"):
            draw(".html", (page + f"<p>{LINES[1]}").encode())


def test_mhtml() -> None:
    page = TEMPLATES["standard"](PAGE)
    parts = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"; type="text/html"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + "\r\n--b--\r\n"
    )
    assert draw(".mht", parts.encode()) == draw(".html", page.encode())
    with pytest.raises(DamagedFileError, match="holds no web page"):
        draw(".mht", b"From: x\r\n\r\nnothing")


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".DOC"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "head", ["", "\n\n", "<?xml version='1.0'?>\n<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE html>"]
)
def test_a_web_page_with_the_name_of_a_word_file(tmp_path: Path, suffix: str, encoding: str, head: str) -> None:
    page = f'{head}<html xmlns:o="urn:x"><head><style>p {{}}</style></head><body>{PARAGRAPHS}</body></html>'
    (tmp_path / f"a{suffix}").write_bytes(page.encode(encoding))
    (report,) = read(tmp_path)
    assert report.text == TEXT
    assert (report.source.reader, report.source.media_type, report.source.path) == ("html", "text/html", f"a{suffix}")


def test_other_formats_with_the_name_of_a_word_file(tmp_path: Path) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    (tmp_path / "1.doc").write_bytes(f"{head}<html>{PARAGRAPHS}</html>\n--b--\n".encode())
    (tmp_path / "2.doc").write_bytes(word(LINES))
    (tmp_path / "3.doc").write_bytes("<table><tr><td>关于html的说明，不是网页。".encode())
    found = discover([tmp_path]).inputs
    assert [read_input(each, load().reading).source.reader for each in found[:2]] == ["mhtml", "docx"]
    with pytest.raises(UnsupportedSuffixError):
        read_input(found[2], load().reading)


# Archives


def test_zip(tmp_path: Path) -> None:
    files = {"2022/报告.txt": TEXT.encode(), "2022/b.docx": word(LINES), "__MACOSX/x.txt": b"x", "logo.png": b"x"}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    found = read(tmp_path / "a.zip")
    assert [(each.id, each.text, each.source.reader) for each in found] == [
        ("a.zip/2022/b", TEXT, "docx"),
        ("a.zip/2022/报告", TEXT, "plain"),
    ]


def test_zip_with_names_from_chinese_windows(tmp_path: Path) -> None:
    name = "顺河区.txt".encode("gbk")
    placeholder = "x" * len(name)
    data = zipped({placeholder: TEXT.encode()}).replace(placeholder.encode(), name)
    (tmp_path / "a.zip").write_bytes(data)
    assert [each.id for each in read(tmp_path / "a.zip")] == ["a.zip/顺河区"]


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/x.txt", "a/../../x.txt", "C:/x.txt", "..\\x.txt"])
def test_names_that_lead_out_of_a_zip(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "x.txt").write_text("secret")
    (tmp_path / "in" / "a.zip").write_bytes(zipped({name: TEXT.encode(), "good.txt": TEXT.encode()}))
    found, errors, *_ = discover([tmp_path / "in"])
    assert [each.id for each in found] == ["a.zip/good"]
    assert [type(error) for error in errors] == [UnsafePathError]
    with pytest.raises(ReadingError):
        read_input(Input(tmp_path / "in" / "a.zip" / name.lstrip("/"), tmp_path), load().reading)


def test_zip_bombs(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"\0" * 50_000_000}))
    (each,), *_ = discover([tmp_path / "a.zip"])
    with pytest.raises(DamagedFileError, match="as no text does"):
        read_input(each, load().reading)
    _, errors, *_ = discover([tmp_path / "a.zip"], Limits(unpacked_bytes=1_000_000))
    assert [type(error) for error in errors] == [OversizeError]
    (tmp_path / "b.zip").write_bytes(zipped({f"{n}.txt": b"x" for n in range(50)}))
    _, errors, *_ = discover([tmp_path / "b.zip"], Limits(members=49))
    assert [type(error) for error in errors] == [OversizeError]


def test_zip_refused(tmp_path: Path) -> None:
    (tmp_path / "damaged.zip").write_bytes(zipped({"a.txt": TEXT.encode()})[:-30])
    (tmp_path / "empty.zip").write_bytes(zipped({}))
    (tmp_path / "nested.zip").write_bytes(zipped({"a.zip": zipped({"a.txt": TEXT.encode()}), "b.rtf": b"x"}))
    found, errors, *_ = discover([tmp_path])
    assert not found
    assert [type(error) for error in errors] == [DamagedFileError, NoReportsError, NestedArchiveError, UnsupportedSuffixError]


# Manifests


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "a.txt").write_text(TEXT, "utf-8")
    path = folder / "in" / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_manifest(tmp_path: Path, encoding: str) -> None:
    path = manifest(
        tmp_path,
        "path,url,region,year,title,issuer,source,published,备注\n"
        "a.txt,https://www.x.gov.cn/1.html,河南省/开封市/顺河回族区,2021,题目,区政府 区委,区司法局,2022-01-05,好\n,,,,,,,,\n",
        encoding,
    )
    (report,) = read(path)
    assert report.source.url == "https://www.x.gov.cn/1.html"
    assert report.meta == Metadata(
        title="题目", region_path=("河南省", "开封市", "顺河回族区"), year=2021, issuers=("区政府", "区委"), source="区司法局",
        published="2022-01-05",
    )  # fmt: skip


def test_what_a_manifest_says_counts_more_than_what_is_read(tmp_path: Path) -> None:
    from kg.pipeline import process

    path = manifest(tmp_path, "path,region,year,title\na.txt,410203,2021,另一个题目\n")
    (each,), *_ = discover([path, path.parent])
    meta = process(each, load()).meta
    assert (meta.title, meta.year, meta.adcode, meta.level) == ("另一个题目", 2021, "410203", "county")
    assert meta.region_path == ("河南省", "开封市", "顺河回族区")
    assert (meta.signed, meta.issuers) == ("2023-01-03", ("某区人民政府",))


def test_a_report_stands_in_a_manifest_once(tmp_path: Path) -> None:
    found, errors, *_ = discover([manifest(tmp_path, "path,year,remark\na.txt,2021,first\na.txt,2022,second\n")])
    assert [each.given.meta.year for each in found] == [2021]
    assert ["line 3: 'a.txt' is in line 2 already; keep one of the rows" in str(error) for error in errors] == [True]


@pytest.mark.parametrize(
    ("rows", "error", "says"),
    [
        ("file,url\na.txt,x\n", ManifestError, "no column is called path"),
        ("path,year\na.txt,20222\n", ManifestError, "line 2: year '20222'"),
        ("path,year\na.txt,二〇二二\n", ManifestError, "line 2: year"),
        ("path,published\na.txt,去年\n", ManifestError, "line 2: published '去年'"),
        ("path,url\na.txt,javascript:alert(1)\n", ManifestError, "line 2: url"),
        ("path,year\n,2022\n", ManifestError, "line 2: no path"),
        ("path,year\n", EmptyManifestError, "the manifest lists no reports; write a row for each"),
        ("path\nhttps://a.example/1.html\n", ManifestError, "line 2: path 'https://a.example/1.html' is a URL"),
        ("path,yaer\na.txt,2022\n", ManifestError, "line 1: no column is called 'yaer'; write 'year'"),
        ("path,year,year\na.txt,2022,2021\n", ManifestError, "line 1: two columns are called year"),
        ("path,year\na.txt,2022,x\n", ManifestError, "line 2: more cells than columns"),
        ("path\nb.txt\n", MissingFileError, "b.txt"),
        ("path\n../x.txt\n", UnsafePathError, "leads out"),
        ("path\n/etc/passwd\n", UnsafePathError, "leads out"),
        ("path\nC:\\x.txt\n", UnsafePathError, "leads out"),
        ("path\nout.txt\n", UnsafePathError, "leads out"),
        ("path\nlist.csv\n", UnsupportedSuffixError, ".csv"),
        ("path\n" + "法" * 300 + ".txt\n", MissingFileError, "no such file"),
    ],
)
def test_manifest_refused(tmp_path: Path, rows: str, error: type[ReadingError], says: str) -> None:
    path = manifest(tmp_path, rows)
    (tmp_path / "x.txt").write_text("secret")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "x.txt")
    found, errors, *_ = discover([path])
    assert not found
    assert [type(each) for each in errors] == [error]
    assert says in str(errors[0])
    assert "; " in str(errors[0])
