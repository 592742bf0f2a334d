# The invented province: xutra demo.
demo-progress = { $percent }%: { $n } learners stored.
demo-in-use = This database has people or units already, so nothing was added. Choose an empty database.
demo-no-course = There is no course, so there is nothing to learn. Check the folder of courses and run this again.
demo-done = Done: { $people } invented learners in { $units } units. None of them is a real person.
demo-account = Account { $login } ({ $role }), with a password that is shown this once: { $password }
demo-account-settings = Account { $login } ({ $role }) has the password of the settings.
