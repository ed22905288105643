# 明堂：make run 运行，make test 测试。只需 Python 3.11、make、git。
PYTHON ?= $(or $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
HOST ?= 127.0.0.1
PORT ?= 8000
export MINGTANG_DATA ?= var
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench lock clean

help: ## 列出这些命令
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## 建好 .venv（含测试所需）
	@$(PYTHON) scripts/setup.py --dev

run: ## 安装并运行：http://127.0.0.1:8000/ ，首次启动载入 2022 演示年
	@$(PYTHON) scripts/setup.py
	@$(BIN)/mingtang serve --demo --host $(HOST) --port $(PORT)

test: setup ## 全部检查和测试：SQLite、PostgreSQL、浏览器
	@$(BIN)/python -m scripts.test

check: setup ## 快速部分：ruff、mypy、楼层规则、不用数据库的测试
	@$(BIN)/python -m scripts.test --quick

bench: setup ## 测速，一次一张表
	@$(BIN)/python -m bench

lock: setup ## 按 pyproject.toml 重新锁定版本和哈希值
	@$(BIN)/python -m scripts.lock

clean: ## 删除 .venv 和缓存；数据不动
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
