module github.com/seed-100d3eb7/rejoinder/sentiment/internal/bench

go 1.26.0

replace github.com/seed-100d3eb7/rejoinder => ../../..

require (
	github.com/jonreiter/govader v0.0.0-20250429093935-f6505c8d03cc
	github.com/seed-100d3eb7/rejoinder v0.0.0
)

require (
	golang.org/x/text v0.43.0 // indirect
	gonum.org/v1/gonum v0.17.0 // indirect
)
