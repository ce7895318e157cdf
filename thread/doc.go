// Package thread rebuilds reply trees from flat comment records.
package thread
