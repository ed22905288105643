"""No number is lost, none is used twice."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from mingtang.kit import numbering
from mingtang.kit.db import writing
from mingtang.kit.models import Counter
from mingtang.kit.tests.elsewhere import hear


def test_numbers_run_from_one_in_each_series_and_year(db):
    with writing():
        taken = [numbering.take("答复", 2022) for _ in range(3)]
        assert taken == [1, 2, 3]
        assert numbering.take("答复", 2023) == 1
        assert numbering.take("补正", 2022) == 1
        assert (numbering.peek("答复", 2022), numbering.peek("告知", 2022)) == (4, 1)


def test_a_number_of_an_act_that_failed_is_given_again(db):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), writing():
            assert numbering.take("答复", 2022) == 1
            raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_of_a_transaction_would_not_be_safe():
    with pytest.raises(TransactionManagementError, match="writing"):
        numbering.take("答复", 2022)


def test_processes_share_the_numbers_without_gap_or_double(elsewhere):
    script = """
    for n in range(25):
        with writing():
            print(numbering.take("答复", 2022))
    """
    answers = elsewhere.run(script, script, script)
    assert sorted(int(line) for answer in answers for line in answer.split()) == list(range(1, 76))


def test_threads_share_the_numbers_without_gap_or_double(elsewhere):
    (answer,) = elsewhere.run("""
    taken = []
    def work():
        for n in range(15):
            with writing():
                taken.append(numbering.take("答复", 2022))
        from django.db import connection
        connection.close()
    threads = [threading.Thread(target=work) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(sorted(taken) == list(range(1, 91)))
    """)
    assert answer.strip() == "True"


def test_a_process_killed_before_the_commit_gives_its_number_back(elsewhere):
    process = elsewhere.start("""
    with writing():
        numbering.take("答复", 2022)
    with writing():
        numbering.take("答复", 2022)
        audit.record("编号", by=None)
        say("taken")
        wait()
    """)
    hear(process, "taken")
    process.kill()
    process.wait()
    with transaction.atomic():
        assert numbering.take("答复", 2022) == 2
    assert Counter.objects.get().last == 2
