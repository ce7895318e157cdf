package jsonfault

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
)

func TestExplain(t *testing.T) {
	type record struct {
		Text *string
		List []string
		N    int8
		Yes  bool
		In   struct{ Deep map[string]int }
	}
	for in, want := range map[string]string{
		`{"Text":12}`:            `"Text" is a number, not a string`,
		`{"Text":[]}`:            `"Text" is an array, not a string`,
		`{"Text":true}`:          `"Text" is true or false, not a string`,
		`{"List":{}}`:            `"List" is an object, not an array`,
		`{"N":1000}`:             `"N" is a number, not a number that fits`,
		`{"Yes":"x"}`:            `"Yes" is a string, not true or false`,
		`{"In":{"Deep":[]}}`:     `"In.Deep" is an array, not an object`,
		`[1]`:                    `the line is an array, not an object`,
		`not json`:               `not JSON: invalid character 'o' in literal null (expecting 'u'), at byte 2`,
		`{"Text":"x"`:            `not JSON: unexpected end of JSON input, at byte 11`,
		`{"Text":"x"} and there`: `not JSON: invalid character 'a' after top-level value, at byte 14`,
	} {
		var r record
		err := json.Unmarshal([]byte(in), &r)
		if err == nil {
			t.Fatalf("%s was read", in)
		}
		if got := Explain(fmt.Errorf("read: %w", err)); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := Explain(errors.New("other")); got != "other" {
		t.Error(got)
	}
}
