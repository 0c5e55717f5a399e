import { z } from "zod";

/**
 * What Go's encoding/json does with a value: one that is missing or null leaves the field as it is, one of another type
 * is an error, unknown members are ignored. https://pkg.go.dev/encoding/json#Unmarshal
 */
export const goString = z.string().nullish();
export const goBool = z.boolean().nullish();
/** A fraction, or more than 64 bits, does not fit. */
export const goInt = z.int().nullish();
/** `time.Time` is unmarshalled from RFC 3339 and nothing else. */
export const goTime = z.iso.datetime({ offset: true }).nullish();

export function goSlice<Item extends z.ZodType>(item: Item) {
  return z.array(item).nullish();
}

export function goStruct<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).nullish();
}

/** A decoded field that the client needs: without it the client would silently go on with nothing. */
export const filled = z.string().min(1);
