// Package jsonfault says what is wrong with a line of JSON to people who have
// the line before them, not the program that reads it.
package jsonfault

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// Explain returns err, an error of encoding/json, in the words of the text that
// was read: which member has the wrong type, or where it stops being JSON. Any
// other error is returned as it reads.
func Explain(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		// "number 12" and "number 1e99" are numbers.
		have, _, _ := strings.Cut(t.Value, " ")
		what := "the line"
		if t.Field != "" {
			what = fmt.Sprintf("%q", t.Field)
		}
		return fmt.Sprintf("%s is %s, not %s", what, article(have), wanted(t.Type))
	}
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("not JSON: %v, at byte %d", s, s.Offset)
	}
	return err.Error()
}

func wanted(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a number that fits"
}

func article(kind string) string {
	switch kind {
	case "array", "object":
		return "an " + kind
	case "bool":
		return "true or false"
	}
	return "a " + kind
}
