"""The state machine over all services of tasks, in parts; tasks/tests/test_services_machine.py."""
