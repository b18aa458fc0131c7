"""After a backup was put back, pages that stayed open follow, although the version went back."""

from service_point.sites import renew_epochs
from tests.support.cast import ServicePoint


def test_a_restore_gives_every_picture_a_new_epoch_and_keeps_the_queue(point: ServicePoint) -> None:
    point.kiosk().take("housing", "uk")
    before = point.display().board()

    renew_epochs(point.office)

    after = point.display().board()
    assert after["epoch"] != before["epoch"]
    assert after["version"] == before["version"] + 1
    assert after["waiting"] == before["waiting"] == 1
