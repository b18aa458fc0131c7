"""What a service point remembers: one table a file. Imported by `service_point` (and migrations), never by faces.

Each table is imported once here, so that the migrations see them all.
"""

from models.answered_request import AnsweredRequest
from models.appointment import Appointment, AppointmentCell
from models.audit_entry import AuditEntry
from models.base import Base
from models.call import Call
from models.carrier import Carrier
from models.consultation import Consultation
from models.counter import NumberCounter
from models.database import Database
from models.desk import Desk
from models.device import Device
from models.duty import Duty
from models.event import Event
from models.forecast import Forecast
from models.help_call import HelpCall
from models.interpreter_day import InterpreterDay
from models.interpreter_request import InterpreterRequest
from models.learning import Learning
from models.lease import Lease
from models.leased_number import LeasedNumber
from models.mail import Mail
from models.next_steps import NextSteps
from models.notice import Notice
from models.open_recording import OpenRecording
from models.outage import Outage
from models.pairing import Pairing
from models.paper_numbers import PaperNumbers
from models.pending_sign_in import PendingSignIn
from models.plan_revision import PlanRevision
from models.print_job import PrintJob
from models.printer import Printer
from models.recovery_code import RecoveryCode
from models.refusal import Refusal
from models.refused_ticket import RefusedTicket
from models.roster_entry import RosterEntry
from models.session import StaffSession
from models.setup_link import SetupLink
from models.sign_in_failure import SignInFailure
from models.site import Site
from models.slot import Slot
from models.staff import StaffMember
from models.staff_identity import StaffIdentity
from models.staff_link import StaffLink
from models.ticket import Ticket
from models.ticket_event import TicketEvent
from models.ticketing_change import TicketingChange
from models.topic import Topic

__all__ = [
    "AnsweredRequest",
    "Appointment",
    "AppointmentCell",
    "AuditEntry",
    "Base",
    "Call",
    "Carrier",
    "Consultation",
    "Database",
    "Desk",
    "Device",
    "Duty",
    "Event",
    "Forecast",
    "HelpCall",
    "InterpreterDay",
    "InterpreterRequest",
    "Learning",
    "Lease",
    "LeasedNumber",
    "Mail",
    "NextSteps",
    "Notice",
    "NumberCounter",
    "OpenRecording",
    "Outage",
    "Pairing",
    "PaperNumbers",
    "PendingSignIn",
    "PlanRevision",
    "PrintJob",
    "Printer",
    "RecoveryCode",
    "Refusal",
    "RefusedTicket",
    "RosterEntry",
    "SetupLink",
    "SignInFailure",
    "Site",
    "Slot",
    "StaffIdentity",
    "StaffLink",
    "StaffMember",
    "StaffSession",
    "Ticket",
    "TicketEvent",
    "TicketingChange",
    "Topic",
]
