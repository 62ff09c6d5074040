"""Every word the repair slip prints besides its data, by the key under which ``slip.typ`` asks for it."""

from collections.abc import Callable


def slip_wording(_: Callable[[str], str]) -> dict[str, str]:
    """Translate the labels of the slip (FRM-01) with the gettext function ``_``."""
    return _report(_) | _work(_) | _charge(_) | _signatures(_) | _paper(_)


def copy_name(number: int, _: Callable[[str], str]) -> str:
    """Name a copy as people call it: ``1`` is "Copy 1", in Chinese 第一联."""
    names = (_("Copy 1"), _("Copy 2"), _("Copy 3"), _("Copy 4"), _("Copy 5"), _("Copy 6"))
    return names[number - 1] if 0 < number <= len(names) else _("Copy {number}").format(number=number)


def _report(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "title": _("Repair slip"),
        "slip_no": _("Slip no."),
        "ticket": _("Ticket"),
        "report": _("Report"),
        "user": _("User"),
        "phone": _("Phone"),
        "address": _("Address"),
        "content": _("Reported trouble"),
        "visit": _("Visit"),
        "at_once": _("as soon as possible"),
        "booked": _("booked for"),
        "tariff": _("Tariff"),
        "in_tariff": _("in tariff"),
        "out_of_tariff": _("not in tariff: quote first"),
        "reported_at": _("Reported"),
        "filled_at": _("Slip filled"),
        "notified_at": _("Engineering told"),
        "received_at": _("Slip received"),
        "arrived_at": _("Time on site"),
    }


def _work(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "work": _("Work on site"),
        "technicians": _("Technicians"),
        "actual_item": _("Actual work"),
        "material_test": _("User's own materials"),
        "qualified": _("qualified"),
        "unqualified": _("unqualified"),
        "poor_quality": _("poor quality"),
        "remark": _("Remark"),
    }


def _charge(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "charge": _("Charge"),
        "number": _("No."),
        "item": _("Work or material"),
        "quantity": _("Quantity"),
        "price": _("Unit price (CNY)"),
        "amount": _("Amount (CNY)"),
        "total": _("Total"),
        "in_capitals": _("Total in capitals"),
    }


def _signatures(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "signatures": _("Signatures"),
        "consent": _("User: saw the tariff, agrees to the work"),
        "acceptance": _("User: tried it out, accepts the work"),
        "technician": _("Technician"),
        "engineering_head": _("Engineering head"),
        "declined": _("Work declined"),
        "decline_reason": _("Reason"),
        "date": _("Date, time"),
    }


def _paper(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "copies": _("Where the copies go"),
        "copy": _("Copy"),
        "holder": _("Kept by"),
        "use": _("Use"),
        "handed_over": _("Received by (signature, date and time)"),
        "this_copy": _("this sheet"),
        "scan": _("Scan to open the ticket"),
        "printed_at": _("Printed"),
        "profile": _("Service standard"),
        "page": _("Page {page} of {pages}"),
        "continued": _("Continued on the next page"),
        "continuation": _("continuation"),
        "not_in_font": _("Not in the print font, please write by hand:"),
        "demo": _("DEMO DATA, not valid as a voucher"),
    }
