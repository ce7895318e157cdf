// Package lint holds the tests that keep the house in order: which package may
// import which, what no package may do, and how much a program pays for what
// it does not use.
package lint
