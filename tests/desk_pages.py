"""Every kind of page of the desk, in one list: what axe, vnu, the checks of layout and the screenshots visit.

Numbers that follow from how the desk was filled (`filled`) stand as `{plan}` in an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Response

from tests import desk_exports as exports
from tests.desk_steps import arrives, planned, publishes, submit, upload
from tests.procurement.desk.desk_site import CHIEF, UPLOADER, Desk
from tests.serving import ROOT

SEND = ".submit-row input[type=submit]"
CLAIM = "epa-2023-kota-malang"
UPLOAD_MB = 1
"""What the desk that is filled takes at most, so that a page can say that a file is too large."""
AT_WORK = """
from procurement.desk.models import State, Upload, UploadedFile
one = Upload.objects.create(by="kepala", state=State.CHECKING,
    progress={"file": "ekspor-besar.csv.gz", "done": 62, "total": 100})
UploadedFile.objects.create(upload=one, name="ekspor-besar.csv.gz", size=48_213_004, sha256="c0ffee00" * 8)
print(one.pk)
"""
SUPPLIER = """
from procurement.models import Supplier
print(Supplier.objects.get(name="CV Maju").key)
"""

type Act = Callable[[Page, Path], Response]


@dataclass(frozen=True)
class Kind:
    name: str
    """Its screenshots are `desk-NAME-WIDTH`."""
    address: str
    who: str = CHIEF
    """Empty: nobody is logged in."""
    status: int = 200
    busy: bool = False
    """Whether an upload is at work meanwhile."""
    act: Act | None = None
    """What is done on the page at the address; the page it leads to is the one that is meant. Publishes nothing."""


def sends(**fields: str) -> Act:
    """Fills fields of a form by their names (a file's name for a file) and sends it."""

    def act(page: Page, folder: Path) -> Response:
        for name, value in fields.items():
            field = page.locator(f"#content [name={name}]")
            if field.get_attribute("type") == "file":
                field.set_input_files(folder / value)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return submit(page, f"{SEND} >> nth=0")

    return act


def presses(selector: str) -> Act:
    return lambda page, folder: submit(page, selector)


def knocks(page: Page, folder: Path) -> Response:
    """Tries a password until no more are taken."""
    answer = None
    while answer is None or answer.status == 200:
        page.fill("#id_username", "tamu")
        page.fill("#id_password", "bukan ini kata sandinya")
        answer = submit(page, "input[type=submit]")
    return answer


def forges(page: Page, folder: Path) -> Response:
    """Sends a form whose token is another's."""
    page.context.clear_cookies(name="meja-csrf")
    return submit(page, "#logout-form button")


KINDS = (
    Kind("login", "/login/", who=""),
    Kind("login-refused", "/login/", who="", act=sends(username="tamu lain", password="salah")),
    Kind("locked-out", "/login/", who="", status=429, act=knocks),
    Kind("index", "/"),
    Kind("index-uploader", "/", who=UPLOADER),
    Kind("logged-out", "/", act=presses("#logout-form button")),
    Kind("password", "/password_change/"),
    Kind("password-refused", "/password_change/", act=sends(old_password="a", new_password1="b", new_password2="c")),
    Kind("uploads", "/unggahan/"),
    Kind("upload-form", "/unggahan/baru/"),
    Kind("upload-form-refused", "/unggahan/baru/", status=400, who=UPLOADER, act=presses("#send")),
    Kind("upload-too-large", "/unggahan/baru/", status=413, act=sends(files="besar.csv")),
    Kind("upload-busy", "/unggahan/baru/", status=409, busy=True, act=sends(files="malang-baru.json")),
    Kind("upload-progress", "/unggahan/{progress}/", busy=True),
    Kind("upload-progress-held", "/unggahan/{progress}/?diam", busy=True),
    Kind("upload-plan", "/unggahan/{plan}/"),
    Kind("upload-plan-uploader", "/unggahan/{plan}/", who=UPLOADER),
    Kind("upload-implausible", "/unggahan/{implausible}/"),
    Kind("upload-implausible-refused", "/unggahan/{implausible}/", status=400, act=presses("#publish")),
    Kind("upload-rejects", "/unggahan/{rejects}/"),
    Kind("upload-rejects-refused", "/unggahan/{rejects}/", status=400, act=presses("#publish")),
    Kind("upload-refused", "/unggahan/{refused}/"),
    Kind("upload-published", "/unggahan/{published}/"),
    Kind("upload-discarded", "/unggahan/{discarded}/"),
    Kind("loads", "/muatan/"),
    Kind("load", "/muatan/2/"),
    Kind("withdrawal", "/penarikan/{withdrawal}/"),
    Kind("withdrawn", "/penarikan/{withdrawn}/"),
    Kind("names", "/nama-daerah/"),
    Kind("name-answer", "/nama-daerah/jawab/?nama=Kab.+Malng"),
    Kind("name-refused", "/nama-daerah/jawab/?nama=Malang", status=400, act=sends(arti="35.73", sumber="surat 12")),
    Kind("name-plan", "/nama-daerah/jawab/?nama=Kab.+Malng", act=sends(arti="35.07", sumber="surat dinas 12")),
    Kind("masks", "/penyamaran/"),
    Kind("masks-found", "/penyamaran/?q=CV+Maju"),
    Kind("mask", "/penyamaran/penyedia/{supplier}/"),
    Kind("mask-plan", "/penyamaran/penyedia/{supplier}/", act=sends(alasan="permintaan yang bersangkutan")),
    Kind("claims", "/klaim/"),
    Kind("claim", f"/klaim/{CLAIM}/"),
    Kind("claim-refused", f"/klaim/{CLAIM}/", status=400, act=sends(value_as_printed="", publisher="")),
    Kind("claim-plan", f"/klaim/{CLAIM}/", act=sends(stated_value_idr="96250000", value_as_printed="Rp96.250.000")),
    Kind("claim-remove", f"/klaim/{CLAIM}/hapus/"),
    Kind("claims-file", "/tabel/klaim/"),
    Kind("sizes", "/tabel/skala-penyedia/"),
    Kind("sizes-refused", "/tabel/skala-penyedia/", status=400, act=sends(files="besar.csv")),
    Kind("rules", "/tabel/aturan-hukum/"),
    Kind("rules-plan", "/tabel/aturan-hukum/", act=sends(files="aturan.csv")),
    Kind("regions", "/tabel/daerah/"),
    Kind("users", "/auth/user/"),
    Kind("user-add", "/auth/user/add/"),
    Kind("user", "/auth/user/2/change/"),
    Kind("user-password", "/auth/user/2/password/"),
    Kind("user-delete", "/auth/user/2/delete/"),
    Kind("user-history", "/auth/user/2/history/"),
    Kind("groups", "/auth/group/"),
    Kind("group", "/auth/group/1/change/"),
    Kind("audit-log", "/desk/auditentry/"),
    Kind("audit-entry", "/desk/auditentry/1/change/"),
    Kind("forbidden", "/klaim-baru/", who=UPLOADER, status=403),
    Kind("forged", "/", status=403, act=forges),
    Kind("not-found", "/muatan/999/", status=404),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def filled(desk: Desk, browser: Browser, folder: Path) -> dict[str, str]:
    """Has something of everything done at a desk whose loads are `neighbours` and `malang`; gives its numbers."""
    page = desk.page(browser, java_script_enabled=False)
    desk.log_in(page)
    malang = exports.malang()
    newer = exports.written(folder, "malang-baru.json", [one | {"valuasi": one["valuasi"] + 1} for one in malang[:-4]])
    (folder / "besar.csv").write_text("x" * (UPLOAD_MB + 2) * 10**6)
    rules = (ROOT / "fixtures" / "rules.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "aturan.csv").write_text("".join(rules[:-1]), encoding="utf-8")
    numbers = {"published": planned(desk, page, exports.written(folder, "probolinggo.json", exports.with_rejects(3)))}
    page.fill("#id_rejects", "3")
    publishes(page)
    numbers |= {"withdrawn": _withdrawal(desk, page, 1, only="35.72 2022 bela")}
    submit(page, "#withdraw")
    arrives(page, "terbit")
    numbers |= {"withdrawal": _withdrawal(desk, page, 2)}
    numbers |= {"plan": planned(desk, page, newer)}
    numbers |= {"implausible": planned(desk, page, exports.half(folder / "malang.json", "malang-terpotong.json"))}
    numbers |= {
        "rejects": planned(desk, page, exports.written(folder, "banyak-tolakan.json", exports.with_rejects(12)))
    }
    numbers |= {"discarded": upload(desk, page, exports.written(folder, "portal.json", exports.unknown_name()))}
    arrives(page, "ditolak")
    submit(page, "#discard")
    numbers |= {"refused": upload(desk, page, folder / "portal.json")}
    arrives(page, "ditolak")
    page.context.close()
    return {name: str(number) for name, number in numbers.items()} | {
        "supplier": desk.site.write(SUPPLIER).strip(),
        "progress": desk.site.write(AT_WORK).strip(),  # last: while it runs nothing else can be uploaded
    }


def _withdrawal(desk: Desk, page: Page, load: int, only: str = "") -> int:
    page.goto(f"{desk.url}/muatan/{load}/")
    for box in page.locator("[name=slice]").all() if only else []:
        box.set_checked(box.get_attribute("value") == only)
    submit(page, "#look")
    arrives(page, "menunggu keputusan")
    return int(page.url.rstrip("/").rpartition("/")[2])
