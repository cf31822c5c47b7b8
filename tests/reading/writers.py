# ruff: noqa: E501 - lines of pages are as long as pages have them
"""Writes the same report in every format, with the programs that people use for it, and web pages of many makes."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import docx
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Page:
    """What a web page shows: the report's lines, and what the site knows of it."""

    title: str
    lines: tuple[str, ...]
    published: str = "2023-01-12"
    source: str = "司法局"
    site: str = "政府网"
    url: str = "https://www.example.gov.cn/zwgk/fzzf/202301/t20230112_1.html"

    @property
    def paragraphs(self) -> str:
        return "\n".join(f"<p>{html.escape(line)}</p>" for line in self.lines)


def word(lines: Iterable[str], table: Iterable[Iterable[str]] = ()) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉：法治政府建设"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    for line in lines:
        document.add_paragraph("\u3000\u3000" + line)
    rows = [list(row) for row in table]
    if rows:
        made = document.add_table(len(rows), len(rows[0]))
        for cells, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(lines: Iterable[str], indent: float = 2, size: float = 14) -> bytes:
    """A PDF as a word processor prints it: justified to no edge, first lines indented, a header, page numbers."""
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=size, leading=1.7 * size, firstLineIndent=indent * size, wordWrap="CJK"
    )

    def furniture(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont(FONT, 9)
        canvas.drawString(60, A4[1] - 40, "法治政府建设年度报告汇编")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, invariant=1)
    document.build([Paragraph(html.escape(line), style) for line in lines], onFirstPage=furniture, onLaterPages=furniture)
    return file.getvalue()


def locked(pdf: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


MENU = (
    '<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/zmhd">政民互动</a></li>'
    '<li><a href="/fw">政务服务</a></li><li><a href="/zj">走进我们</a></li></ul>'
)
FOOT = (
    "<p>主办：人民政府办公室 承办：大数据中心</p><p>版权所有：人民政府 网站标识码：4100000001</p>"
    "<p>地址：人民路1号 邮编：450000 建议使用1920*1080分辨率、IE9.0以上浏览器浏览</p>"
    '<p><a href="/">关于我们</a> | <a href="/">联系我们</a> | <a href="/">网站地图</a></p>'
)
LIST = "".join(f'<li><a href="/{n}">{name}</a><span>2023-02-0{n}</span></li>' for n, name in enumerate(
    ("关于召开全市安全生产工作会议的通知，请各单位按时参加", "市人民政府办公室关于印发《消防安全管理办法》的通知", "市司法局公布2022年行政执法典型案例"), 1
))  # fmt: skip


def _meta(page: Page) -> str:
    tags = {"SiteName": page.site, "ColumnName": "法治政府建设", "ArticleTitle": page.title, "PubDate": page.published + " 10:22",
            "ContentSource": page.source, "Url": page.url, "Keywords": "法治,政府", "Description": "市政府门户网站"}  # fmt: skip
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags.items())


def _standard(page: Page) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{page.title}_{page.site}</title>{_meta(page)}
<script>var a = "<p>脚本，不是正文。</p>";</script><style>p {{color: red}}</style></head><body>
<div class="header"><div class="topbar">今天是2024年5月6日 星期一 <a>登录</a> <a>注册</a></div><div class="nav">{MENU}</div></div>
<div class="crumb">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>法治政府建设</a> &gt; 正文</div>
<div class="article"><h1>{page.title}</h1>
<div class="info"><span>发布时间：{page.published}</span><span> 来源：{page.source}</span><span> 浏览次数：<i id=c></i></span>
<span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div id="zoom">{page.paragraphs}</div><div class="share">分享到：<a>微信</a> <a>微博</a></div></div>
<div class="related"><h3>相关文章</h3><ul>{LIST}</ul></div><div class="footer">{FOOT}</div></body></html>"""


def _tables(page: Page) -> str:
    """The pages of the 2000s: tables for the layout, br for paragraphs, no class, no doctype, GBK declared."""
    body = "<br>\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + html.escape(line) for line in page.lines)
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>{page.title}</TITLE>{_meta(page)}</HEAD>
<BODY><TABLE width=1000><TR><TD colspan=5><IMG src=top.jpg></TD></TR><TR><TD><A href=/>首页</A></TD><TD><A href=/a>机构设置</A></TD>
<TD><A href=/b>新闻中心</A></TD></TR></TABLE><TABLE width=1000><TR><TD width=200 valign=top><TABLE>{LIST.replace("li>", "tr>")}</TABLE></TD>
<TD valign=top><TABLE><TR><TD align=center><FONT size=5><B>{page.title}</B></FONT></TD></TR>
<TR><TD align=center>发布时间：{page.published} 来源：{page.source} 阅读：<SCRIPT src=c.js></SCRIPT>次</TD></TR><TR><TD><FONT size=3>{body}</FONT></TD></TR>
<TR><TD align=right>【<A href=#>打印</A>】【<A href=#>关闭</A>】</TD></TR></TABLE></TD></TR></TABLE>
<CENTER>版权所有：人民政府办公室&nbsp;&nbsp;网站标识码：4100000001</CENTER></BODY></HTML>"""


def _word_saved(page: Page) -> str:
    """Text pasted from Word: spans, o:p, styles inside."""
    body = "".join(
        f'<p class="MsoNormal" style="text-indent:32pt"><span style="font-family:仿宋_GB2312">{html.escape(line[: len(line) // 2])}</span>'
        f'<span lang="EN-US">{html.escape(line[len(line) // 2 :])}<o:p></o:p></span></p>'
        for line in page.lines
    )
    return f"""<html><head><title>{page.title} - {page.site}</title>{_meta(page)}</head><body><div id="top-menu">{MENU}</div>
<div class="main"><div class="left-sidebar"><ul>{LIST}</ul></div><div class="content"><div class="title">{page.title}</div>
<div class="source">来源：{page.source} &nbsp; 日期：{page.published}</div><div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{body}</div>
<p>附件：<a href="1.docx">{page.title}.docx</a></p></div></div><div id="bottom">{FOOT}</div></body></html>"""


def _divs(page: Page) -> str:
    """No p at all: a div a paragraph, obfuscated names of classes."""
    body = "".join(f"<div>&emsp;&emsp;{html.escape(line)}</div>" for line in page.lines)
    return f"""<!doctype html><html lang=zh><head><meta charset=utf-8><title>{page.site}</title>{_meta(page)}</head><body><div class=x1>{MENU}</div>
<div class=x2><div class=x3>{page.title}</div><div class=x4>{page.published}　{page.source}</div><div class=x5>{body}</div></div>
<div class=x6><div>上一篇：<a>关于做好防汛工作的通知</a></div><div>下一篇：<a>政府工作报告</a></div></div><div class=x7>{FOOT}</div></body></html>"""


def _wrapped(page: Page) -> str:
    """Lines broken in the source in the middle of sentences, and entities for half of the characters."""

    def broken(line: str) -> str:
        pieces = [line[i : i + 38] for i in range(0, len(line), 38)]
        return "\n        ".join(
            "".join(f"&#{ord(c)};" if n % 2 and c > "\x7f" else html.escape(c) for n, c in enumerate(piece)) for piece in pieces
        )

    body = "".join(f"<p>\n        {broken(line)}\n      </p>" for line in page.lines if "  " not in line)
    return f"""<html><head><title>{page.title}</title>{_meta(page)}</head><body><nav>{MENU}</nav><main><article><h2>{page.title}</h2>
<p class="byline">信息来源：{page.source} 发布日期：{page.published}</p>{body}</article><aside><h3>热点推荐</h3><ul>{LIST}</ul></aside></main>
<footer>{FOOT}</footer></body></html>"""


def _open_data(page: Page) -> str:
    """The catalogue form of open government: a table of index number, issuer and dates above the text."""
    return f"""<html><head><title>{page.title}</title>{_meta(page)}</head><body>{MENU}<table border=1><tr><td>索引号</td><td>005184/2023-00012</td>
<td>主题分类</td><td>政务公开</td></tr><tr><td>公开方式</td><td>主动公开</td><td>发布日期</td><td>{page.published}</td></tr></table>
<h1 class="bt">{page.title}</h1><div>发布时间：{page.published} 来源：{page.source}</div><div class="wz">{page.paragraphs}</div>
<div>扫一扫在手机打开当前页</div><div class=ewm><img src=q.png></div><div class=dibu>{FOOT}</div></body></html>"""


def _one_form(page: Page) -> str:
    """ASP.NET: everything in one form, hidden fields, a long list of years beside the text."""
    years = "".join(f'<li><a href="?y={y}">{y}年法治政府建设年度报告</a></li>' for y in range(2016, 2024))
    return f"""<html><head><meta charset="utf-8"><title>{page.site}</title>{_meta(page)}</head><body><form id="form1" method="post">
<input type="hidden" name="__VIEWSTATE" value="{"dDwtMTA4" * 200}"><div class="menu">{MENU}</div><div class="list"><ul>{years}</ul></div>
<div class="show"><div class="show_title"><h3>{page.title}</h3></div><p>作者： 来源：{page.source} 时间：{page.published}</p>{page.paragraphs}</div>
<select><option>友情链接</option><option>国务院，部门网站。</option></select>{FOOT}</form></body></html>"""


def _links_within(page: Page) -> str:
    """Every 《…》 is a link, and a share widget stands between title and text."""
    body = page.paragraphs.replace("《", '<a href="/law">《').replace("》", "》</a>")
    return f"""<html><head><title>{page.title}-{page.site}</title>{_meta(page)}</head><body><div class="breadcrumbs"><a>首页</a>»<a>公开</a>»正文</div>
<h1>{page.title}</h1><div class="bdsharebuttonbox"><a>分享</a><a>微信</a><a>QQ空间</a></div><p>日期：{page.published} 来源：{page.source}</p>
<div>【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>{body}<p>责任编辑：张三</p>{FOOT}</body></html>"""


def _unclosed(page: Page) -> str:
    """Tags that are never closed, closed twice or in the wrong order."""
    body = "".join(f"<p><font face=宋体><b>{html.escape(line)}</font></b>" for line in page.lines)
    return f"""<html><title>{page.title}</title>{_meta(page)}<body><div class=nav>{MENU}</div></div></div><center><h1>{page.title}</center>
<div align=center>发布时间：{page.published}&nbsp来源：{page.source}</div><div>{body}</div></div></table>{FOOT}"""


def _tabs(page: Page) -> str:
    """A mobile page: sections, the title in the header, hidden dialogs and a search box."""
    return f"""<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width"><title>{page.title}｜{page.site}</title>{_meta(page)}</head>
<body><header><h1>{page.title}</h1><p>{page.published} {page.source}</p></header><div style="display: none">请输入您的意见，我们会尽快处理。</div>
<section class="text">{page.paragraphs}</section><div class="search-box"><input placeholder="请输入关键字">搜索</div>
<section><h2>相关信息</h2><ul>{LIST}</ul></section><section class="copyright">{FOOT}</section></body></html>"""


def _silent(page: Page) -> str:
    """No meta tags but the charset, no headings: the title is a bold paragraph."""
    return f"""<html><head><meta charset="utf-8"><title>{page.title}</title></head><body><div>{MENU}</div><div><div>您当前所在的位置：<a>首页</a>
<a>信息公开</a></div><p align=center><strong>{page.title}</strong></p><p align=center>发布时间：{page.published} 来源：{page.source}</p>
{page.paragraphs}</div><div>{FOOT}</div></body></html>"""


def _xhtml(page: Page) -> str:
    """XHTML with a declaration, the text in a td of one cell, comments between the paragraphs."""
    return f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd"><html>
<head><title>{page.site} {page.title}</title>{_meta(page)}</head><body><!-- 页头 --><div id="header">{MENU}</div><table><tbody><tr>
<td class="bt"><h2>{page.title}</h2></td></tr><tr><td>文章来源：{page.source}　更新时间：{page.published}</td></tr><tr><td id="font" colspan="2">
{page.paragraphs.replace("<p>", "<!-- 段 --><p>")}</td></tr></tbody></table><div class="friendlink">友情链接：{MENU}</div>{FOOT}</body></html>"""


TEMPLATES: dict[str, Callable[[Page], str]] = {
    template.__name__.strip("_"): template
    for template in (_standard, _tables, _word_saved, _divs, _wrapped, _open_data, _one_form, _links_within, _unclosed, _tabs, _silent, _xhtml)
}  # fmt: skip
