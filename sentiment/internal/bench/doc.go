// Package bench measures the scorer beside others in one run. It is a module
// of its own, so that nobody who uses the library depends on them:
//
//	cd sentiment/internal/bench && go test -bench .
package bench
