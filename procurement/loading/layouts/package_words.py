"""The status words that both exports of katalog-v6 print."""

from procurement.counting import Stage

STAGES = {
    "COMPLETED": Stage.COMPLETED,
    "PAYMENT_OUTSIDE_SYSTEM": Stage.COMPLETED,  # INAPROC's own realisation counts it
    "ON_PROCESS": Stage.ONGOING,
    "ON_ADDENDUM": Stage.ONGOING,
    "REQUEST_CANCEL_BY_ADMIN": Stage.ONGOING,  # asked for, not yet cancelled
    "ON_NEGOTIATION": Stage.PLANNED,
    "WAITING_SELLER_CONFIRMATION": Stage.PLANNED,
    "WAITING_PPK_REVIEW": Stage.PLANNED,
    "ESIGN_IN_PROGRESS": Stage.PLANNED,
    "CANCELLED": Stage.FAILED,
    "CANCELLED_ON_NEGOTIATION": Stage.FAILED,
    "CANCELLED_ON_REVIEW": Stage.FAILED,
}
DELIVERIES = frozenset({"COMPLETED", "DRAFT", "BUYER_CONFIRMED", "DELIVERED", "PROCESSING", "SHIPPING"})
