/* libical reads each file named, checks it against its restrictions (RFC 5546), and says what it found as one line of JSON. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_text(const char *text) {
  if (text == NULL) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
    if (*at == '"' || *at == '\\') printf("\\%c", *at);
    else if (*at < 0x20) printf("\\u%04x", *at);
    else putchar(*at);
  }
  putchar('"');
}

static void print_field(const char *name, const char *text) {
  printf("\"%s\":", name);
  print_text(text);
  putchar(',');
}

static void print_instant(const char *name, struct icaltimetype time) {
  struct icaltimetype utc = icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
  char text[64];
  snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%s", utc.year, utc.month, utc.day, utc.hour, utc.minute,
           utc.second, icaltime_is_utc(utc) ? "Z" : "");
  print_field(name, text);
}

static const char *status_of(icalcomponent *event) {
  icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
  return status ? icalproperty_status_to_string(icalproperty_get_status(status)) : NULL;
}

static void print_event(icalcomponent *event) {
  putchar('{');
  print_field("uid", icalcomponent_get_uid(event));
  print_instant("start", icalcomponent_get_dtstart(event));
  print_instant("end", icalcomponent_get_dtend(event));
  print_field("summary", icalcomponent_get_summary(event));
  print_field("location", icalcomponent_get_location(event));
  print_field("description", icalcomponent_get_description(event));
  print_field("status", status_of(event));
  printf("\"sequence\":%d}", icalcomponent_get_sequence(event));
}

static const char *comma = "";

static void print_problems(icalcomponent *component) {
  for (icalproperty *property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); property;
       property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
    if (icalproperty_isa(property) != ICAL_XLICERROR_PROPERTY) continue;
    fputs(comma, stdout);
    print_text(icalproperty_get_xlicerror(property));
    comma = ",";
  }
  for (icalcomponent *inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); inner;
       inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
    print_problems(inner);
}

static char *contents_of(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = calloc((size_t)size + 1, 1);
  size_t read = fread(text, 1, (size_t)size, file);
  fclose(file);
  return read == (size_t)size ? text : NULL;
}

static void print_calendar(const char *path) {
  char *text = contents_of(path);
  icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
  if (calendar == NULL) {
    fprintf(stderr, "libical cannot read %s\n", path);
    exit(1);
  }
  int sound = icalrestriction_check(calendar);
  putchar('{');
  print_field("file", path);
  fputs("\"events\":[", stdout);
  comma = "";
  for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    fputs(comma, stdout);
    print_event(event);
    comma = ",";
  }
  fputs("],\"problems\":[", stdout);
  comma = "";
  print_problems(calendar);
  if (!sound) printf("%s\"a restriction is not kept\"", comma);
  puts("]}");
  icalcomponent_free(calendar);
  free(text);
}

int main(int count, char **paths) {
  for (int index = 1; index < count; index++) print_calendar(paths[index]);
  return 0;
}
