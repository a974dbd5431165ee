# ruby-icalendar reads each file named, strictly, and says what it found as one line of JSON.

require 'icalendar'
require 'json'
require 'stringio'

def instant(value)
  value.to_time.utc.strftime('%Y-%m-%dT%H:%M:%SZ')
end

def read(path)
  calendars = Icalendar::Parser.new(File.read(path, mode: 'rb', encoding: 'UTF-8'), true).parse
  events = calendars.flat_map(&:events).map do |event|
    {
      uid: event.uid&.to_s,
      start: instant(event.dtstart),
      end: instant(event.dtend),
      summary: event.summary&.to_s,
      location: event.location&.to_s,
      description: event.description&.to_s,
      status: event.status&.to_s,
      sequence: event.sequence.to_i
    }
  end
  { file: path, events: events, problems: calendars.size == 1 ? [] : ["#{calendars.size} calendars"] }
end

ARGV.each { |path| puts JSON.generate(read(path)) }
