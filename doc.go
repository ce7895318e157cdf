// Package rejoinder rebuilds the reply trees of comment sections, tags each
// comment's stance and hostility, and measures the threads.
package rejoinder
