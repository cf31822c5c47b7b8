"""The gazetteer: names, codes, parents and successions by year; and that its table is what its sources give."""

import importlib.util
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.load import default_folder, load
from kg.ontology.regions import Gazetteer
from kg.ontology.yaml_file import OntologyError

FOLDER = default_folder()
GAZETTEER = Gazetteer.load(FOLDER)
CODES = sorted({line.split("\t")[0] for line in (FOLDER / "regions.tsv").read_text(encoding="utf-8").splitlines()[2:]})
YEARS = st.one_of(st.none(), st.integers(2000, 2030))


@pytest.mark.parametrize(
    ("name", "year", "within", "adcode"),
    [
        # One name, several regions: the text's own region decides.
        ("朝阳区", 2022, "110000", "110105"),
        ("朝阳区", 2022, "110101", "110105"),
        ("朝阳区", 2022, "220100", "220104"),
        ("朝阳区", 2022, "220000", "220104"),
        ("朝阳区", 2022, None, None),
        ("朝阳区", 2022, "440000", None),
        ("朝阳", 2022, "110000", "110105"),
        ("朝阳", 2022, "211302", "211300"),
        ("朝阳", 2022, None, "211300"),
        ("鼓楼区", 2022, "320100", "320106"),
        ("鼓楼区", 2022, "410203", "410204"),
        ("鼓楼区", 2022, "410000", "410204"),
        ("鼓楼区", 2022, "350000", "350102"),
        ("鼓楼区", 2022, "320300", "320302"),
        ("鼓楼区", 2022, "320000", None),
        ("鼓楼区", 2022, None, None),
        ("新华区", 2020, "130100", "130105"),
        ("新华区", 2020, "130900", "130902"),
        ("新华区", 2020, "410400", "410402"),
        ("新华区", 2020, "130000", None),
        ("南山区", 2020, "440300", "440305"),
        ("南山区", 2020, "230400", "230404"),
        ("铁西区", 2020, "210100", "210106"),
        ("铁西区", 2020, "210300", "210303"),
        ("铁西区", 2020, "220300", "220302"),
        ("桥西区", 2015, "130100", "130104"),
        ("桥西区", 2015, "130500", "130503"),
        ("桥西区", 2022, "130700", "130703"),
        # Names that exist once.
        ("顺河回族区", 2022, None, "410203"),
        ("顺河区", 2022, None, "410203"),
        ("顺河", 2022, "410200", "410203"),
        ("内蒙古", 2022, None, "150000"),
        ("延边", 2022, None, "222400"),
        ("延边州", 2022, None, "222400"),
        ("北川县", 2022, None, "510726"),
        ("莫旗", 2022, None, "150722"),
        ("香港", 2022, None, "810000"),
        ("红桥区", 2022, None, "120106"),
        ("济源", 2022, None, "419001"),
        ("加格达奇区", 2022, "232700", "232761"),
        # Names shared by levels: the province, else the city, unless the text is about the other.
        ("河南", 2022, None, "410000"),
        ("河南", 2022, "630000", "410000"),
        ("河南", 2022, "632324", "632324"),
        ("河北", 2022, "120105", "120105"),
        ("海南", 2022, "632500", "632500"),
        ("吉林", 2022, "220202", "220000"),
        ("吉林市", 2022, "220202", "220200"),
        ("大理", 2022, "530000", "532900"),
        ("西安", 2022, None, "610100"),
        ("西安", 2022, "231000", "231005"),
        ("开封", 2012, "410203", "410200"),
        ("开封县", 2012, "410203", "410224"),
        # Renamed, upgraded and merged regions.
        ("许昌县", 2015, None, "411023"),
        ("许昌县", 2016, "411000", "411023"),
        ("建安区", 2017, None, "411003"),
        ("铜山县", 2009, None, "320323"),
        ("铜山区", 2010, "320300", "320312"),
        ("巢湖市", 2009, None, "341400"),
        ("巢湖市", 2012, None, "340181"),
        ("莱芜市", 2015, None, "371200"),
        ("莱芜区", 2019, None, "370116"),
        ("莱芜", 2020, None, "370116"),
        ("双流县", 2014, None, "510122"),
        ("双流区", 2016, None, "510116"),
        ("达县", 2012, None, "511721"),
        ("达川区", 2014, None, "511703"),
        ("即墨市", 2016, None, "370282"),
        ("即墨区", 2018, None, "370215"),
        ("海门市", 2019, None, "320684"),
        ("海门区", 2021, None, "320614"),
        ("萧山区", 2021, None, "330109"),
        ("余杭区", 2021, None, "330110"),
        ("临平区", 2022, None, "330113"),
        ("江干区", 2020, None, "330104"),
        ("襄樊市", 2009, None, "420600"),
        ("襄阳市", 2011, None, "420600"),
        ("襄阳区", 2008, None, "420607"),
        ("思茅市", 2006, None, "530800"),
        ("普洱市", 2010, None, "530800"),
        ("思茅区", 2010, None, "530802"),
        ("那曲地区", 2015, None, "542400"),
        ("那曲市", 2018, None, "540600"),
        ("吐鲁番市", 2016, None, "650400"),
        ("吐鲁番市", 2010, None, "652101"),
        ("哈密市", 2017, None, "650500"),
        ("沙县区", 2022, None, "350405"),
        ("沙县", 2019, "350000", "350427"),
        ("沙县", 2023, "350400", "350405"),
        ("桥东区", 2020, "130500", "130502"),
        ("江北区", 2024, "500000", "500105"),
        ("两江新区", 2026, None, "500157"),
        # Never names.
        ("芒", 2022, "533100", None),
        ("城", 2022, None, None),
        ("东城区政府", 2022, None, None),
        ("新建", 2022, "360000", None),
        ("惠农", 2022, "640000", None),
        ("", 2022, None, None),
    ],
)
def test_resolve(name: str, year: int, within: str | None, adcode: str | None) -> None:
    region = GAZETTEER.resolve(name, year, within)
    assert (region and region.adcode) == adcode


def test_resolve_with_unknown_place_or_without_year() -> None:
    assert GAZETTEER.resolve("顺河回族区", None, "999999").adcode == "410203"  # type: ignore[union-attr]
    assert GAZETTEER.resolve("许昌县").adcode == "411023"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("adcode", "year", "path"),
    [
        ("410203", 2022, ("河南省", "开封市", "顺河回族区")),
        ("120106", 2022, ("天津市", "红桥区")),
        ("419001", 2022, ("河南省", "济源市")),
        ("500240", 2022, ("重庆市", "石柱土家族自治县")),
        ("469023", 2020, ("海南省", "澄迈县")),
        ("659001", 2020, ("新疆维吾尔自治区", "石河子市")),
        ("441900", 2020, ("广东省", "东莞市")),
        ("410000", 2020, ("河南省",)),
        ("420602", 2009, ("湖北省", "襄樊市", "襄城区")),
        ("420602", 2010, ("湖北省", "襄阳市", "襄城区")),
        ("411023", 2020, ("河南省", "许昌市", "许昌县")),
        ("411003", 2012, ("河南省", "许昌市", "建安区")),
        ("341402", 2005, ("安徽省", "巢湖市", "居巢区")),
        ("341402", None, ("安徽省", "巢湖市", "居巢区")),
        ("130503", 2019, ("河北省", "邢台市", "桥西区")),
        ("130503", 2021, ("河北省", "邢台市", "信都区")),
        ("500110", 2008, ("重庆市", "万盛区")),
        ("000000", 2020, ()),
    ],
)
def test_path_names(adcode: str, year: int | None, path: tuple[str, ...]) -> None:
    assert GAZETTEER.path_names(adcode, year) == path


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("河南省", "河南"),
        ("北京市", "北京"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("延边朝鲜族自治州", "延边"),
        ("黔西南布依族苗族自治州", "黔西南"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("阿荣旗", "阿荣"),
        ("土默特左旗", "土默特左旗"),
        ("顺河回族区", "顺河"),
        ("浦东新区", "浦东"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("峰峰矿区", "峰峰"),
        ("金林区", "金林"),
        ("沙县区", "沙县"),
        ("津市市", "津市"),
        ("芒市", "芒市"),
        ("滑县", "滑县"),
        ("矿区", "矿区"),
        ("市中区", "市中区"),
        ("惠农区", "惠农区"),
    ],
)
def test_short(name: str, short: str) -> None:
    assert GAZETTEER.short(name) == short


def test_named() -> None:
    full = {region.adcode for region in GAZETTEER.named("朝阳区", 2022, short=False)}
    assert full == {"110105", "220104"}
    assert {"211300", "211321", *full} == {region.adcode for region in GAZETTEER.named("朝阳", 2022)}
    assert GAZETTEER.named("朝阳", 2022, short=False) == ()
    assert [region.adcode for region in GAZETTEER.named("巢湖市")] == ["340181", "341400"]


def test_by_code_takes_the_nearest_year() -> None:
    names = {year: region.name for year in (2008, 2009, 2010, 2024) if (region := GAZETTEER.by_code("420600", year))}
    assert names == {2008: "襄樊市", 2009: "襄樊市", 2010: "襄阳市", 2024: "襄阳市"}
    assert GAZETTEER.by_code("411023", 2024).name == "许昌县"  # type: ignore[union-attr]
    assert GAZETTEER.by_code("123456") is None


def test_children() -> None:
    assert [region.name for region in GAZETTEER.children("410200", 2022)] == [
        *("龙亭区", "顺河回族区", "鼓楼区", "禹王台区", "祥符区", "杞县", "通许县", "尉氏县", "兰考县"),
    ]
    assert "开封县" in [region.name for region in GAZETTEER.children("410200", 2012)]
    assert len(GAZETTEER.children("110000", 2022)) == 16
    assert len(GAZETTEER.children("110000", 2009)) == 18
    assert {"许昌市", "济源市"} <= {region.name for region in GAZETTEER.children("410000")}
    assert GAZETTEER.children("411023") == ()


@pytest.mark.parametrize(
    ("adcode", "successors"),
    [
        ("411023", ("411003",)),
        ("310225", ("310119",)),
        ("310119", ("310115",)),
        ("522422", ("520521",)),
        ("542400", ("540600",)),
        ("110104", ("110102",)),
        ("371200", ("370116", "370117")),
        ("371202", ("370116",)),
        ("330104", ("330102", "330114")),
        ("130603", ("130606",)),
        ("500112", ("500109", "500157")),
        ("410203", ()),
        ("000000", ()),
    ],
)
def test_successors(adcode: str, successors: tuple[str, ...]) -> None:
    assert GAZETTEER.successors(adcode) == successors
    assert all(adcode in GAZETTEER.predecessors(successor) for successor in successors)


def test_names() -> None:
    now, then = set(GAZETTEER.names(2022)), set(GAZETTEER.names(2010))
    assert {"顺河回族区", "建安区", "襄阳市"} <= now
    assert not {"许昌县", "襄樊市", "顺河"} & now
    assert {"许昌县", "襄阳市"} <= then
    every = list(GAZETTEER.names(short=True))
    assert {"襄樊", "顺河", "顺河区", "内蒙古", "许昌县"} <= set(every)
    assert every == sorted(set(every))
    assert min(map(len, every)) == 2
    assert not {"市辖区", "直辖县", "市中", "惠农", "合作"} & set(every)


def test_towns() -> None:
    assert {"清平街道", "土柏岗乡"} <= set(GAZETTEER.towns("410203"))
    assert GAZETTEER.counties_of_town("清平街道") == ("410203",)
    assert len(GAZETTEER.counties_of_town("城关镇")) > 50
    assert GAZETTEER.counties_of_town("无此镇") == ()
    assert GAZETTEER.towns("411023") == GAZETTEER.towns("411003") != ()
    assert "两路街道" in GAZETTEER.towns("500157")
    assert GAZETTEER.towns("000000") == ()
    every = [town for code in CODES for town in GAZETTEER.towns(code)]
    assert not [town for town in every if town.endswith(("办事处", "公司", "管理区")) or "," in town or len(town) < 2]


@given(adcode=st.sampled_from(CODES), year=YEARS)
def test_path_runs_from_a_province_to_the_region(adcode: str, year: int | None) -> None:
    path = GAZETTEER.path(adcode, year)
    assert path[-1] == GAZETTEER.by_code(adcode, year)
    assert (path[0].level, path[0].parent) == ("province", None)
    assert [region.parent for region in path[1:]] == [region.adcode for region in path[:-1]]


@given(adcode=st.sampled_from(CODES), year=YEARS)
def test_a_region_is_found_by_its_name_in_its_own_text(adcode: str, year: int | None) -> None:
    region = GAZETTEER.by_code(adcode, year)
    assert region is not None
    when = region.last if year is None else year + region.years_from(year) * (1 if year < region.first else -1)
    assert GAZETTEER.resolve(region.name, when, adcode) == region
    assert region in GAZETTEER.named(region.name, when)
    assert len(region.name) >= len(GAZETTEER.short(region.name)) >= 2


@given(adcode=st.sampled_from(CODES))
def test_a_parent_is_valid_when_its_child_is(adcode: str) -> None:
    for year in range(2000, 2027):
        region = GAZETTEER.by_code(adcode, year)
        assert region is not None
        if region.parent is not None and region.years_from(year) == 0:
            parent = GAZETTEER.by_code(region.parent, year)
            assert parent is not None
            assert parent.years_from(year) == 0
            assert region in GAZETTEER.children(region.parent, year)


def test_codes_that_ended_lead_to_valid_ones() -> None:
    for adcode in CODES:
        reached, ahead = set(), [adcode]
        while ahead:
            code = ahead.pop()
            assert code not in reached or code != adcode, f"{adcode} succeeds itself"
            reached.add(code)
            ahead += [following for following in GAZETTEER.successors(code) if following not in reached]
            region = GAZETTEER.by_code(code)
            assert region is not None
            assert (region.last is None) == (not GAZETTEER.successors(code)), code


def test_the_ontology_has_the_gazetteer() -> None:
    assert load().gazetteer.path_names("410203", 2022) == ("河南省", "开封市", "顺河回族区")


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (None, 1, "no such file"),
        ("# nothing\n", 1, "no region"),
        ("110000\t北京市\tprovince\t\t1980\t\n", 1, "unusable line"),
        ("11000\t北京市\tprovince\t\t1980\t\t\n", 1, "six digits"),
        ("110000\t北京市\ttown\t\t1980\t\t\n", 1, "level"),
        ("110000\t北京市\tprovince\t\tx\t\t\n", 1, "unusable line"),
        ("110000\t北京市\tprovince\t\t1980\t\t\n110101\t东城区\tcounty\t120000\t1980\t\t\n", 2, "120000"),
        ("110000\t北京市\tprovince\t\t1980\t2000\t999999\n", 1, "999999"),
    ],
)
def test_a_bad_table_is_told(tmp_path: Path, table: str | None, line: int, message: str) -> None:
    if table is not None:
        (tmp_path / "regions.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(OntologyError) as raised:
        Gazetteer.load(tmp_path, load().region_names)
    problem = raised.value.problems[0]
    assert (problem.file, problem.line) == ("regions.tsv", line)
    assert message in problem.message
    assert "make_regions" in problem.remedy


def test_loading_the_ontology_tells_of_a_missing_table(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "ontology", ignore=shutil.ignore_patterns("regions.tsv"))
    with pytest.raises(OntologyError, match=r"regions\.tsv:1: no such file"):
        load(copy)


@cache
def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_regions", FOLDER.parent / "tools" / "make_regions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_its_sources_give() -> None:
    generator = _generator()
    made = generator.make_regions(generator.source_table(), generator.CHANGES)
    assert made.encode() == (FOLDER / "regions.tsv").read_bytes()


def test_the_generator_refuses_to_guess_a_succession(tmp_path: Path) -> None:
    generator = _generator()
    text = generator.CHANGES.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if '"110103"' not in line]
    (tmp_path / "changes.yaml").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(generator.SourceError, match="110103 崇文区"):
        generator.make_regions(generator.source_table(), tmp_path / "changes.yaml")


def test_towns_are_cleaned(tmp_path: Path) -> None:
    rows = ("410203001,清平街道办事处,410203", "410203002,土柏岗乡,410203", "410203400,某某产业集聚区,410203")
    zone = ("130171100,宋营镇,130171", "130171400,开发区特殊乡镇,130171")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "streets.csv").write_text("\n".join(("code,name,areaCode", *rows, *zone)), encoding="utf-8")
    made = _generator().make_towns(tmp_path, (FOLDER / "regions.tsv").read_text(encoding="utf-8"))
    assert made.splitlines()[3:] == ["130100\t宋营镇", "410203\t土柏岗乡,清平街道"]
