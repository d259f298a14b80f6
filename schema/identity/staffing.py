"""Root fields that administer staff."""

from uuid import UUID

import strawberry

from schema.identity.views import Staff, Viewer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.identity import handover, reads, staffing

WHO = "Who."

strawberry.enum(handover.HandoverKind, description="Why customers change hands.")


@strawberry.input(description="Somebody to hire.")
class NewStaffInput:
    """Part of hireStaff and importStaff."""

    login: str = described("3 to 40 small letters, digits, dots, dashes.")
    name: str = described("Name.")
    branch_code: str = described("Code of the branch that he belongs to.")
    positions: list[str] = described("Codes of the positions that he holds from today.")
    password: str = described("A first password; he must choose another at once.")

    def as_new(self) -> staffing.NewStaff:
        return staffing.NewStaff(self.login, self.name, self.branch_code, tuple(self.positions), self.password)


@strawberry.input(description="A new member of staff.")
class HireStaffInput:
    """Input of hireStaff."""

    idempotency_key: str = described(KEY)
    staff: NewStaffInput = described(WHO)


@strawberry.input(description="Many new members of staff.")
class ImportStaffInput:
    """Input of importStaff."""

    idempotency_key: str = described(KEY)
    rows: list[NewStaffInput] = described("All are taken, or none.")
    dry_run: bool = described("Check only.")


@strawberry.input(description="Positions from today on.")
class AppointStaffInput:
    """Input of appointStaff."""

    idempotency_key: str = described(KEY)
    staff_id: strawberry.ID = described(WHO)
    positions: list[str] = described("All positions that he shall hold.")


@strawberry.input(description="A first password again.")
class ResetStaffInput:
    """Input of resetStaff."""

    idempotency_key: str = described(KEY)
    staff_id: strawberry.ID = described(WHO)
    password: str = described("He must choose another at once.")


@strawberry.input(description="Somebody who has left.")
class DisableStaffInput:
    """Input of disableStaff."""

    idempotency_key: str = described(KEY)
    staff_id: strawberry.ID = described(WHO)


@strawberry.input(description="Another password.")
class ChangePasswordInput:
    """Input of changePassword."""

    idempotency_key: str = described(KEY)
    old: str = described("The present password.")
    new: str = described("The wanted one, ten characters or more.")


@strawberry.input(description="Customers that change hands.")
class TransferCustomersInput:
    """Input of transferCustomers."""

    idempotency_key: str = described(KEY)
    from_staff_id: strawberry.ID = described("Whose customers.")
    to_staff_id: strawberry.ID = described("Who gets them: an active loan officer.")
    kind: handover.HandoverKind = described("Why.")
    preview: bool = described("Count only.")


@strawberry.input(description="Somebody who is back.")
class EndLeaveInput:
    """Input of endLeave."""

    idempotency_key: str = described(KEY)
    staff_id: strawberry.ID = described(WHO)


@strawberry.type(description="The member of staff after the change.")
class StaffPayload:
    """Answer of mutations on staff."""

    staff: Staff = described("As he stands now.")


@strawberry.type(description="Oneself after the change.")
class ViewerPayload:
    """Answer of changePassword."""

    viewer: Viewer = described("The caller.")


@strawberry.type(description="What is wrong with a row.")
class RowError:
    """View of a row's refusal."""

    row: int = described("Which row, from 1.")
    field: str | None = described("Which field.")
    code: str = described("Code of the refusal, dotted.")


@strawberry.type(description="What became of an import.")
class ImportStaffPayload:
    """Answer of importStaff."""

    created: int = described("How many were created.")
    errors: list[RowError] = described("Why none were.")


@strawberry.type(description="Rows of one kind that move.")
class MovedRows:
    """View of a count."""

    kind: str = described("Which rows.")
    rows: int = described("How many.")


@strawberry.type(description="What a hand-over moves.")
class TransferCustomersPayload:
    """Answer of transferCustomers."""

    customers: int = described("How many customers.")
    moved: list[MovedRows] = described("Their rows by kind.")
    preview: bool = described("Whether it was counted only.")


@strawberry.type
class StaffingMutation:
    """Part of the root mutation."""

    @mutation(staffing.hire)
    async def hire_staff(self, info: Info, input: HireStaffInput) -> StaffPayload:
        back = ReadBack(info, _payload)
        return back.answer(await staffing.hire(back.caller(input.idempotency_key), staff=input.staff.as_new()))

    @mutation(staffing.import_staff)
    async def import_staff(self, info: Info, input: ImportStaffInput) -> ImportStaffPayload:
        rows = tuple(row.as_new() for row in input.rows)
        caller = info.context.keyed(input.idempotency_key)
        report = await staffing.import_staff(caller, rows=rows, dry_run=input.dry_run)
        errors = [RowError(row=error.row, field=error.field, code=error.code) for error in report.errors]
        return ImportStaffPayload(created=report.created, errors=errors)

    @mutation(staffing.appoint)
    async def appoint_staff(self, info: Info, input: AppointStaffInput) -> StaffPayload:
        staff_id = ids.decode_as("Staff", input.staff_id, "staffId")
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        return back.answer(await staffing.appoint(caller, staff_id=staff_id, positions=tuple(input.positions)))

    @mutation(staffing.reset)
    async def reset_staff(self, info: Info, input: ResetStaffInput) -> StaffPayload:
        staff_id = ids.decode_as("Staff", input.staff_id, "staffId")
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        return back.answer(await staffing.reset(caller, staff_id=staff_id, password=input.password))

    @mutation(staffing.disable)
    async def disable_staff(self, info: Info, input: DisableStaffInput) -> StaffPayload:
        staff_id = ids.decode_as("Staff", input.staff_id, "staffId")
        back = ReadBack(info, _payload)
        return back.answer(await staffing.disable(back.caller(input.idempotency_key), staff_id=staff_id))

    @mutation(staffing.change_password)
    async def change_password(self, info: Info, input: ChangePasswordInput) -> ViewerPayload:
        await staffing.change_password(info.context.keyed(input.idempotency_key), old=input.old, new=input.new)
        return ViewerPayload(viewer=Viewer.of(await reads.me(info.context.caller)))

    @mutation(handover.transfer_customers)
    async def transfer_customers(self, info: Info, input: TransferCustomersInput) -> TransferCustomersPayload:
        told = await handover.transfer_customers(
            info.context.keyed(input.idempotency_key),
            from_staff_id=ids.decode_as("Staff", input.from_staff_id, "fromStaffId"),
            to_staff_id=ids.decode_as("Staff", input.to_staff_id, "toStaffId"),
            kind=input.kind,
            preview=input.preview,
        )
        moved = [MovedRows(kind=row.table, rows=row.rows) for row in told.moved]
        return TransferCustomersPayload(customers=told.customers, moved=moved, preview=told.preview)

    @mutation(handover.end_leave)
    async def end_leave(self, info: Info, input: EndLeaveInput) -> StaffPayload:
        staff_id = ids.decode_as("Staff", input.staff_id, "staffId")
        back = ReadBack(info, _payload)
        return back.answer(await handover.end_leave(back.caller(input.idempotency_key), staff_id=staff_id))


def _payload(staff_id: UUID) -> StaffPayload:
    return StaffPayload(staff=by_row_id(staff_id))
