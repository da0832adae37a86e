-- The groups of users who are there already.
insert into user_group (group_name, user_id)
select distinct g.value, u.id from directory_user u, json_array_elements_text(u.profile::json -> 'groups') g;
