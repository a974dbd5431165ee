# Data::ICal (Perl) reads each file named, and says what it found as one line of JSON.

use strict;
use warnings;
use Data::ICal;
use JSON;

sub text {
    my ($event, $name) = @_;
    my $properties = $event->property($name) or return undef;
    return $properties->[0]->decoded_value;
}

sub instant {
    my ($text) = @_;
    return $text if $text !~ /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)$/;
    return "$1-$2-$3T$4:$5:$6$7";
}

sub event_of {
    my ($event) = @_;
    return {
        uid         => text($event, 'uid'),
        start       => instant(text($event, 'dtstart')),
        end         => instant(text($event, 'dtend')),
        summary     => text($event, 'summary'),
        location    => text($event, 'location'),
        description => text($event, 'description'),
        status      => text($event, 'status'),
        sequence    => 0 + text($event, 'sequence'),
    };
}

sub bytes_of {
    my ($path) = @_;
    open my $file, '<:encoding(UTF-8)', $path or die "$path: $!";
    local $/;
    return <$file>;
}

binmode STDOUT, ':raw';
my $json = JSON->new->utf8->canonical;
for my $path (@ARGV) {
    my $calendar = Data::ICal->new(data => bytes_of($path));
    die "Data::ICal cannot read $path: " . $calendar->error_message . "\n" if !$calendar;
    my @events = map { event_of($_) } grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries };
    print $json->encode({ file => $path, events => \@events, problems => [] }), "\n";
}
