# make run        install what is missing, build, start Kontor with the sample shop
# make check      the same set-up, then all tests
# make check-all  the long runs too: simulations, kills, thread sanitizer, validators of others
# make check-newest  the window's tests on the newest GTK and libadwaita
# make flatpak    build the Flatpak, install it, test it in its sandbox
# make bench      measure; figures go to tests/bench/README.md
# make pictures   pictures of every page, in build/pictures
SHELL = /bin/bash
BUILD ?= build
export BUILD

.PHONY: run check check-all check-newest flatpak bench pictures build setup format clean

run: build
	@scripts/run

check: setup
	@scripts/check

check-all: setup
	@scripts/setup --all
	@scripts/check --all

check-newest: setup
	@scripts/setup --flatpak
	@scripts/check --newest

flatpak: setup
	@scripts/flatpak

bench: setup
	@scripts/bench

pictures: build
	@scripts/pictures $(BUILD)/pictures

build: setup
	@scripts/build $(BUILD)

setup:
	@scripts/setup

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

clean:
	rm -rf $(BUILD) $(BUILD)-*
